package jp.kisai.licence.web;

import jakarta.ws.rs.core.Response;
import java.util.Objects;

/// Why a request was not fulfilled (RFC 9457). It names the rule, never the data.
///
/// @param type `urn:kisai:problem:` and the rule, for machines
/// @param title the same for people
/// @param detail what to do about it
public record Problem(String type, String title, int status, String detail) {

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

    static Problem notPossible(String rule) {
        return new Problem(
                TYPE + "not-possible",
                "The record does not allow it",
                409,
                "Nothing was changed. The rule: " + rule + ".");
    }

    static Problem ofStatus(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
