package jp.kisai.licence.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.licence.domain.Basis;
import jp.kisai.licence.domain.Bring;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.Place;
import jp.kisai.licence.domain.Procedure;
import jp.kisai.licence.domain.Prospects;
import jp.kisai.licence.domain.Rule;
import org.jspecify.annotations.Nullable;

/// A procedure as it is explained to somebody: where, for how much, and what to bring.
///
/// @param japanese its name on the forms
/// @param fee what it may cost; none where nothing is paid to the police
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProcedureView(
        Procedure procedure,
        String japanese,
        Place place,
        Fees.@Nullable Quote fee,
        List<Bring> bring) {

    static ProcedureView of(Procedure procedure, HoldingForm form, Fees fees) {
        return new ProcedureView(
                procedure,
                procedure.japanese(),
                procedure.place(),
                fees.quote(procedure, form).orElse(null),
                Bring.to(procedure, form));
    }

    /// A rule as it is shown, with where it is written.
    ///
    /// @param confirmed whether an authority says so
    public record RuleView(String name, String source, boolean confirmed) {

        static RuleView of(Rule rule) {
            return of(rule.name(), rule.basis());
        }

        static RuleView of(String name, Basis basis) {
            return new RuleView(name, basis.source(), basis.confirmed());
        }
    }

    /// A procedure that is open to somebody, or the rule that closes it and what is open instead.
    ///
    /// @param basis where it is written that it is open, or closed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Offer(
            ProcedureView what,
            boolean open,
            Basis basis,
            @Nullable RuleView rule,
            @Nullable ProcedureView instead) {

        static Offer of(Prospects.Prospect prospect, HoldingForm form, Fees fees) {
            Optional<Rule> refusal = prospect.refusal();
            return new Offer(
                    ProcedureView.of(prospect.procedure(), form, fees),
                    refusal.isEmpty(),
                    prospect.basis(),
                    refusal.map(RuleView::of).orElse(null),
                    refusal.map(rule -> ProcedureView.of(rule.instead(), form, fees)).orElse(null));
        }
    }
}
