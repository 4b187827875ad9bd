package jp.kisai.contracts.journey;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Party;
import org.jspecify.annotations.Nullable;

/// One step of one change's journey, as `GET /journeys/{eventId}` of each service answers it,
/// oldest first.
///
/// No step carries personal data: no name, address or birth date, and ids only masked.
///
/// @param change whose journey
/// @param service which service did it
/// @param at when
/// @param what the outcome in the contract's words, such as `ADDRESS GRANTED` or `v3 ENCODED`
/// @param dependsOn what it rested on: rule version, consent version, certificate (last four
///     digits), CRL number; and the id of its trace, if the journey is traced
/// @param mustAct who must act next
/// @param until when a wait ends by itself
public record JourneyStep(
        ChangeKey change,
        String service,
        Instant at,
        String what,
        Map<String, String> dependsOn,
        Party mustAct,
        @Nullable Instant until) {

    public JourneyStep {
        dependsOn = Map.copyOf(dependsOn);
    }

    /// The same step, with the id of the trace in which the rest of the journey is seen.
    public JourneyStep inTrace(String traceId) {
        Map<String, String> more = new HashMap<>(dependsOn);
        more.put("trace", traceId);
        return new JourneyStep(change, service, at, what, more, mustAct, until);
    }
}
