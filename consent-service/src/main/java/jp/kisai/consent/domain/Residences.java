package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.jspecify.annotations.Nullable;

/// Where one holder lived, and from when on, as far as anybody has told.
///
/// A move counts from the instant at which it took effect, in whatever order moves are heard and
/// whether or not it was consented to. One that was cancelled, or corrected by another address,
/// never was. What the licence record says fills the time of which no municipality told.
public record Residences(List<Recorded> recorded, List<Told> told) {

    /// What the licence record says.
    ///
    /// @param since null if nothing was known before: then it is taken for where the holder had
    ///     lived so far
    public record Recorded(MunicipalityCode municipality, @Nullable Instant since) {}

    /// What an authentic change says.
    ///
    /// @param movedTo null if it only takes back what another said
    public record Told(
            ChangeKey change,
            ChangeReason reason,
            Instant effectiveAt,
            long producerSequence,
            @Nullable ChangeKey corrects,
            @Nullable MunicipalityCode movedTo) {}

    /// Where the holder lived at an instant.
    public sealed interface Answer {

        /// Of this holder nobody ever told anything.
        record Stranger() implements Answer {}

        record LivedIn(MunicipalityCode municipality) implements Answer {}

        /// Somewhere, before anything that was told.
        record Unknown() implements Answer {}
    }

    private record Stay(MunicipalityCode municipality, Instant from, long sequence, String by) {

        /// Of two that begin at the same instant the same one is the later for everybody.
        private static final Comparator<Stay> BY_BEGINNING =
                Comparator.comparing(Stay::from)
                        .thenComparingLong(Stay::sequence)
                        .thenComparing(Stay::by);
    }

    public static final Residences UNTOLD = new Residences(List.of(), List.of());

    public Residences {
        recorded = List.copyOf(recorded);
        told = List.copyOf(told);
    }

    public Residences and(Told more) {
        List<Told> all = new ArrayList<>(told);
        all.add(more);
        return new Residences(recorded, all);
    }

    public Answer at(Instant instant) {
        List<Stay> stays = Stream.concat(recordedStays(), toldStays()).toList();
        return stays.stream()
                .filter(stay -> !stay.from().isAfter(instant))
                .max(Stay.BY_BEGINNING)
                .<Answer>map(stay -> new Answer.LivedIn(stay.municipality()))
                .orElseGet(() -> stays.isEmpty() ? new Answer.Stranger() : new Answer.Unknown());
    }

    private Stream<Stay> recordedStays() {
        return recorded.stream()
                .map(
                        one ->
                                new Stay(
                                        one.municipality(),
                                        one.since() == null ? Instant.MIN : one.since(),
                                        0,
                                        ""));
    }

    private Stream<Stay> toldStays() {
        Set<ChangeKey> undone = new HashSet<>();
        for (Told one : told) {
            ChangeKey corrects = one.corrects();
            if (corrects != null
                    && (one.movedTo() != null || one.reason() == ChangeReason.CANCELLATION)) {
                undone.add(corrects);
            }
        }
        return told.stream()
                .filter(one -> !undone.contains(one.change()))
                .flatMap(
                        one ->
                                Stream.ofNullable(one.movedTo())
                                        .map(
                                                town ->
                                                        new Stay(
                                                                town,
                                                                one.effectiveAt(),
                                                                one.producerSequence(),
                                                                one.change().text())));
    }
}
