package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.kisai.consent.domain.Residences;
import jp.kisai.consent.domain.Responsibility;
import jp.kisai.consent.store.HolderStore;
import jp.kisai.consent.store.ProducerStore;
import jp.kisai.consent.store.ResidenceStore;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.postbox.Admission;
import jp.kisai.postbox.Arrival;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Lets in what a registered municipality signed and may say; everything else is set aside with its
/// cause.
///
/// First the signatures, on a worker thread, each against the certificates registered for exactly
/// the municipality that the event names as its source. Then, in order of arrival, whether that
/// municipality was responsible for the holder when what it says took effect: a move within the
/// batch counts for what comes after it. What was let in before is let in again, to be told a
/// duplicate.
@ApplicationScoped
class ProducerAdmission {

    private final Mutiny.SessionFactory sessions;
    private final ProducerStore producers;
    private final HolderStore holders;
    private final ResidenceStore residences;
    private final Clock clock;
    private final Duration late;

    ProducerAdmission(
            Mutiny.SessionFactory sessions,
            ProducerStore producers,
            HolderStore holders,
            ResidenceStore residences,
            Clock clock,
            ConsentSettings settings) {
        this.sessions = sessions;
        this.producers = producers;
        this.holders = holders;
        this.residences = residences;
        this.clock = clock;
        this.late = Duration.ofDays(settings.producerLateDays());
    }

    /// What must be known to judge a batch.
    private record Known(
            ProducerStore.Registered registered,
            Map<HolderId, Residences> residences,
            Map<ChangeKey, HolderStore.Placed> placed) {}

    Uni<List<Admission>> admit(List<Arrival> arrivals) {
        Set<MunicipalityCode> sources =
                arrivals.stream()
                        .flatMap(arrival -> arrival.event().source().municipality().stream())
                        .collect(Collectors.toSet());
        Set<HolderId> subjects =
                arrivals.stream()
                        .map(arrival -> arrival.event().subject())
                        .collect(Collectors.toSet());
        return sessions.withStatelessSession(
                        session ->
                                producers
                                        .registered(session, sources)
                                        .chain(
                                                registered ->
                                                        known(
                                                                session,
                                                                registered,
                                                                subjects,
                                                                arrivals)))
                .chain(
                        known ->
                                Worker.compute(() -> signatures(arrivals, known.registered()))
                                        .map(causes -> admissions(arrivals, causes, known)));
    }

    private Uni<Known> known(
            Mutiny.StatelessSession session,
            ProducerStore.Registered registered,
            Set<HolderId> subjects,
            List<Arrival> arrivals) {
        return residences
                .of(session, subjects)
                .chain(
                        lived ->
                                holders.placed(session, named(arrivals))
                                        .map(placed -> new Known(registered, lived, placed)));
    }

    /// For each arrival the cause to set it aside, or nothing.
    private List<Optional<DeadLetterCause>> signatures(
            List<Arrival> arrivals, ProducerStore.Registered registered) {
        Instant now = clock.instant();
        return arrivals.parallelStream()
                .map(arrival -> signature(arrival, registered, now))
                .toList();
    }

    private Optional<DeadLetterCause> signature(
            Arrival arrival, ProducerStore.Registered registered, Instant now) {
        CloudEvent<?> event = arrival.event();
        Optional<MunicipalityCode> source = event.source().municipality();
        if (source.isEmpty()) {
            return Optional.of(DeadLetterCause.UNKNOWN_PRODUCER);
        }
        Instant said = event.time().isAfter(now) ? now : event.time();
        return causeOf(
                DetachedSignature.check(
                        arrival.record().value(),
                        signatureOf(arrival.record()),
                        registered.validAt(source.get(), said, now, late)));
    }

    static Optional<DeadLetterCause> causeOf(DetachedSignature.Check check) {
        return switch (check) {
            case DetachedSignature.Check.Signed _ -> Optional.empty();
            case DetachedSignature.Check.Unsigned _ -> Optional.of(DeadLetterCause.UNSIGNED);
            case DetachedSignature.Check.Forged _ -> Optional.of(DeadLetterCause.FORGED);
            case DetachedSignature.Check.UnknownSigner _ ->
                    Optional.of(DeadLetterCause.UNKNOWN_PRODUCER);
        };
    }

    static byte @Nullable [] signatureOf(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Headers.SIGNATURE);
        return header == null ? null : header.value();
    }

    private static List<Admission> admissions(
            List<Arrival> arrivals, List<Optional<DeadLetterCause>> causes, Known known) {
        Map<HolderId, Residences> residences = new HashMap<>(known.residences());
        Map<ChangeKey, HolderId> letIn = new HashMap<>();
        known.placed().forEach((key, placed) -> letIn.put(key, placed.holder()));
        List<Admission> admissions = new ArrayList<>(arrivals.size());
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            Optional<DeadLetterCause> cause = causes.get(i);
            admissions.add(
                    cause.isPresent()
                            ? new Admission.Rejected(arrival, cause.get())
                            : responsible(arrival, residences, letIn));
        }
        return admissions;
    }

    private static Admission responsible(
            Arrival arrival, Map<HolderId, Residences> residences, Map<ChangeKey, HolderId> letIn) {
        ResidentChanges.Municipal event = ResidentChanges.Municipal.of(arrival);
        HolderId holder = event.holder();
        ChangeKey corrects = event.corrects();
        boolean speaksOfItsOwn =
                holder.equals(letIn.get(event.key()))
                        || (corrects != null && holder.equals(letIn.get(corrects)));
        Residences known = residences.getOrDefault(holder, Residences.UNTOLD);
        Responsibility answer =
                Responsibility.of(
                        event.producer(),
                        event.data().effectiveAt(),
                        event.data().items(),
                        known,
                        speaksOfItsOwn);
        return switch (answer) {
            case NOT_RESPONSIBLE ->
                    new Admission.Rejected(arrival, DeadLetterCause.NOT_RESPONSIBLE);
            case RESPONSIBLE -> {
                letIn.put(event.key(), holder);
                residences.put(holder, known.and(event.residence()));
                yield new Admission.Admitted(arrival);
            }
        };
    }

    /// The events themselves, which may be known, and those that they correct.
    private static Set<ChangeKey> named(List<Arrival> arrivals) {
        Set<ChangeKey> named = new HashSet<>();
        for (Arrival arrival : arrivals) {
            Optional<MunicipalityCode> source = arrival.event().source().municipality();
            if (source.isPresent() && arrival.event().data() instanceof ResidentChanged data) {
                named.add(new ChangeKey(source.get(), arrival.event().id()));
                if (data.corrects() != null) {
                    named.add(new ChangeKey(source.get(), data.corrects()));
                }
            }
        }
        return named;
    }
}
