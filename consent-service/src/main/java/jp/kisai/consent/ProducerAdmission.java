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
import java.util.UUID;
import java.util.stream.Collectors;
import jp.kisai.consent.domain.Responsibility;
import jp.kisai.consent.store.HolderStore;
import jp.kisai.consent.store.ProducerStore;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.ItemChange;
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
/// municipality is responsible for the holder: a move within the batch counts for what comes after
/// it.
@ApplicationScoped
class ProducerAdmission {

    private final Mutiny.SessionFactory sessions;
    private final ProducerStore producers;
    private final HolderStore holders;
    private final Clock clock;
    private final Duration late;

    ProducerAdmission(
            Mutiny.SessionFactory sessions,
            ProducerStore producers,
            HolderStore holders,
            Clock clock,
            ConsentSettings settings) {
        this.sessions = sessions;
        this.producers = producers;
        this.holders = holders;
        this.clock = clock;
        this.late = Duration.ofDays(settings.producerLateDays());
    }

    /// What must be known to judge a batch.
    private record Known(
            ProducerStore.Registered registered,
            Map<HolderId, MunicipalityCode> residences,
            Map<ChangeKey, HolderStore.Placed> corrected) {}

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
                                                        producers
                                                                .residences(session, subjects)
                                                                .chain(
                                                                        residences ->
                                                                                holders.placed(
                                                                                                session,
                                                                                                corrected(
                                                                                                        arrivals))
                                                                                        .map(
                                                                                                placed ->
                                                                                                        new Known(
                                                                                                                registered,
                                                                                                                residences,
                                                                                                                placed)))))
                .chain(
                        known ->
                                Worker.compute(() -> signatures(arrivals, known.registered()))
                                        .map(causes -> admissions(arrivals, causes, known)));
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
        Map<HolderId, MunicipalityCode> residences = new HashMap<>(known.residences());
        Map<ChangeKey, HolderId> corrected = new HashMap<>();
        known.corrected().forEach((key, placed) -> corrected.put(key, placed.holder()));
        List<Admission> admissions = new ArrayList<>(arrivals.size());
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            Optional<DeadLetterCause> cause = causes.get(i);
            admissions.add(
                    cause.isPresent()
                            ? new Admission.Rejected(arrival, cause.get())
                            : responsible(arrival, residences, corrected));
        }
        return admissions;
    }

    private static Admission responsible(
            Arrival arrival,
            Map<HolderId, MunicipalityCode> residences,
            Map<ChangeKey, HolderId> corrected) {
        ResidentChanges.Municipal event = ResidentChanges.Municipal.of(arrival);
        ChangeKey corrects = event.corrects();
        boolean correctsItsOwn = corrects != null && event.holder().equals(corrected.get(corrects));
        ResidentChanged data = event.data();
        Responsibility answer =
                Responsibility.of(
                        event.producer(),
                        data.items(),
                        residences.get(event.holder()),
                        correctsItsOwn);
        return switch (answer) {
            case NOT_RESPONSIBLE ->
                    new Admission.Rejected(arrival, DeadLetterCause.NOT_RESPONSIBLE);
            case RESPONSIBLE -> {
                corrected.put(event.key(), event.holder());
                for (ItemChange item : data.items()) {
                    if (item instanceof ItemChange.Address(MunicipalityCode moved, _)) {
                        residences.put(event.holder(), moved);
                    }
                }
                yield new Admission.Admitted(arrival);
            }
        };
    }

    private static Set<ChangeKey> corrected(List<Arrival> arrivals) {
        Set<ChangeKey> corrected = new HashSet<>();
        for (Arrival arrival : arrivals) {
            if (arrival.event().data() instanceof ResidentChanged data && data.corrects() != null) {
                UUID id = data.corrects();
                arrival.event()
                        .source()
                        .municipality()
                        .ifPresent(code -> corrected.add(new ChangeKey(code, id)));
            }
        }
        return corrected;
    }
}
