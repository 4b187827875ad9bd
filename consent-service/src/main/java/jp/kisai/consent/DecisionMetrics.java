package jp.kisai.consent;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jp.kisai.consent.domain.Decision;
import jp.kisai.consent.domain.ItemState;

/// Counts decided items by outcome, reason and version of the rules, once they are committed.
@ApplicationScoped
class DecisionMetrics {

    private static final String NO_REASON = "NONE";

    private final MeterRegistry metrics;

    DecisionMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        metrics.counter("kisai.consent.recalls");
    }

    void count(Decision decision) {
        String rules = decision.evidence().rules();
        if (decision.change().values().isEmpty()) {
            count("NOTED", NO_REASON, rules);
        }
        for (ItemState state : decision.items().values()) {
            switch (state) {
                case ItemState.Granted _ -> count("GRANTED", NO_REASON, rules);
                case ItemState.Refused refused -> count("REFUSED", refused.refusal().name(), rules);
                case ItemState.Waiting waiting -> count("WAITING", waiting.doubt().name(), rules);
                case ItemState.Undecided _ -> throw new IllegalStateException("a verdict decides");
            }
        }
    }

    void recalled(int changes) {
        metrics.counter("kisai.consent.recalls").increment(changes);
    }

    private void count(String outcome, String reason, String rules) {
        metrics.counter(
                        "kisai.consent.decisions",
                        "outcome",
                        outcome,
                        "reason",
                        reason,
                        "rules",
                        rules)
                .increment();
    }
}
