package jp.kisai.licence;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.kisai.licence.store.ChipProofs;
import jp.kisai.postbox.Postbox;
import org.hibernate.reactive.mutiny.Mutiny;

/// Shows the drift of each prefecture as a metric, counted every few seconds.
@ApplicationScoped
public class DriftMetric {

    private final ChipProofs proofs;
    private final Postbox postbox;
    private final Mutiny.SessionFactory sessions;
    private final MultiGauge licences;
    private final MultiGauge versions;

    DriftMetric(
            ChipProofs proofs,
            Postbox postbox,
            Mutiny.SessionFactory sessions,
            MeterRegistry metrics) {
        this.postbox = postbox;
        this.proofs = proofs;
        this.sessions = sessions;
        this.licences =
                MultiGauge.builder("kisai.licence.drift.licences")
                        .description(
                                "Licences whose chip is not proven to say what the record says")
                        .register(metrics);
        this.versions =
                MultiGauge.builder("kisai.licence.drift.versions")
                        .description("Record versions less the versions proven on the chips")
                        .register(metrics);
    }

    @Scheduled(every = "${kisai.licence.drift-counted-every-seconds}s")
    Uni<Void> count() {
        return postbox.whole(
                () ->
                        sessions.withStatelessSession(proofs::drift)
                                .invoke(this::show)
                                .replaceWithVoid());
    }

    private void show(List<ChipProofs.Drift> drifts) {
        licences.register(
                drifts.stream().map(it -> MultiGauge.Row.of(tags(it), it.licences())).toList(),
                true);
        versions.register(
                drifts.stream().map(it -> MultiGauge.Row.of(tags(it), it.versions())).toList(),
                true);
    }

    private static Tags tags(ChipProofs.Drift drift) {
        return Tags.of("prefecture", drift.prefecture().digits());
    }
}
