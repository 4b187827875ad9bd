package jp.kisai.licence.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.Outcome;
import jp.kisai.licence.domain.StandingMoves;
import jp.kisai.licence.web.ProcedureView.RuleView;
import org.jspecify.annotations.Nullable;

/// Why a request was not fulfilled (RFC 9457). It names the rule, never the data.
///
/// @param type `urn:kisai:problem:` and the rule, for machines
/// @param title the same for people
/// @param detail what to do about it
/// @param rule of the counter that says no, with its source
/// @param instead the procedure that is open, with its place, fee and what to bring
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable RuleView rule,
        @Nullable ProcedureView instead) {

    private Problem(String type, String title, int status, String detail) {
        this(type, title, status, detail, null, null);
    }

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE = "urn:kisai:problem:";

    static Problem malformed(String detail) {
        return new Problem(TYPE + "malformed", "The request cannot be read", 400, detail);
    }

    /// The vocabulary's own words on what is wrong; they never repeat a value.
    static Problem malformed(IllegalArgumentException wrong) {
        return malformed(Objects.requireNonNullElse(wrong.getMessage(), "contradictory"));
    }

    static Problem noLicence() {
        return new Problem(
                TYPE + "no-licence",
                "No licence",
                404,
                "No licence of this holder is recorded here.");
    }

    static Problem outdated(long newest) {
        return new Problem(
                TYPE + "outdated",
                "The record was changed in the meantime",
                409,
                "The record now stands at version "
                        + newest
                        + ". Nothing was changed. Read it again and decide anew.");
    }

    static Problem alreadyIssued() {
        return new Problem(
                TYPE + "already-issued",
                "The holder has a licence",
                409,
                "A record is issued once and changed from then on. Nothing was changed.");
    }

    static Problem numberTaken() {
        return new Problem(
                TYPE + "number-taken",
                "Another holder has this licence number",
                409,
                "Licence numbers are unique. Nothing was changed.");
    }

    static Problem refused(Outcome.Refused refusal, HoldingForm form, Fees fees) {
        return notPossible(
                RuleView.of(refusal.rule()), ProcedureView.of(refusal.instead(), form, fees));
    }

    static Problem noSuchMove(StandingMoves.NoSuchMove move, HoldingForm form, Fees fees) {
        return notPossible(
                RuleView.of(move.from() + "_TO_" + move.to(), StandingMoves.BASIS),
                move.instead().map(it -> ProcedureView.of(it, form, fees)).orElse(null));
    }

    private static Problem notPossible(RuleView rule, @Nullable ProcedureView instead) {
        return new Problem(
                TYPE + "not-possible",
                "The record does not allow it",
                409,
                "Nothing was changed. The rule: " + rule.name() + ".",
                rule,
                instead);
    }

    static Problem outOfContract(String where) {
        return malformed("out of contract at " + where);
    }

    static Problem ofStatus(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
