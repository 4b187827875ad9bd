package jp.kisai.licence.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import jp.kisai.licence.Counter;
import jp.kisai.licence.domain.Basis;
import jp.kisai.licence.domain.Consequences;
import jp.kisai.licence.domain.Fee;
import jp.kisai.licence.domain.Outcome;
import jp.kisai.licence.domain.Procedure;
import jp.kisai.licence.domain.StandingMoves;
import org.jspecify.annotations.Nullable;

/// The version that a procedure at the counter made, and what belongs to the procedure.
///
/// @param procedure which it was; none for a change of standing
/// @param fees what is paid for it
/// @param steps what is done to the licence and the card, in this order
/// @param restsOn where it is written that it may be done, and what the new term rests on
/// @param consequences of the licence's standing for what is under way
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answered(
        @JsonUnwrapped LicenceView version,
        @Nullable Procedure procedure,
        List<Fee> fees,
        List<Outcome.Step> steps,
        List<Basis> restsOn,
        Consequences consequences) {

    static Answered of(Counter.Changed changed) {
        return new Answered(
                LicenceView.of(changed.version()),
                changed.done().map(Outcome.Done::procedure).orElse(null),
                changed.done().map(Outcome.Done::fees).orElse(List.of()),
                changed.done().map(Outcome.Done::steps).orElse(List.of()),
                changed.done().map(Outcome.Done::restsOn).orElse(List.of(StandingMoves.BASIS)),
                Consequences.of(changed.version().licence().record().standing().state()));
    }
}
