package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;

/// All consents that a holder ever gave, so that any instant of the past can be asked about.
///
/// At any instant exactly one of them is judged: the one that started last. So a renewal leaves no
/// gap and counts nothing twice, and a new version with fewer items takes the others away from its
/// own start on.
public record Consents(List<Consent> all) {

    private static final Comparator<Consent> BY_START =
            Comparator.comparing(Consent::start).thenComparingLong(Consent::version);

    public Consents {
        all = all.stream().sorted(BY_START).toList();
    }

    /// Was the item consented to at the instant?
    public Coverage covers(Item item, Instant at) {
        Optional<Consent> judged = judgedAt(at);
        if (judged.isEmpty()) {
            return new Coverage.NotCovered(Refusal.NO_CONSENT, null);
        }
        Consent consent = judged.get();
        if (consent.isWithdrawnAt(at)) {
            return new Coverage.NotCovered(Refusal.CONSENT_WITHDRAWN, consent);
        }
        if (!at.isBefore(consent.end())) {
            return new Coverage.NotCovered(Refusal.CONSENT_EXPIRED, consent);
        }
        if (!consent.items().contains(item)) {
            return new Coverage.NotCovered(Refusal.ITEM_NOT_CONSENTED, consent);
        }
        return new Coverage.Covered(consent);
    }

    /// How a new version continues what was there before it.
    public enum Beginning {
        /// Nothing counted when it started.
        GIVEN,
        /// The version before counts until it starts; the items are the same.
        RENEWED,
        /// The version before counts until it starts; the items are others.
        ITEMS_CHANGED
    }

    /// How one that is not yet among these continues them. A renewal on the last day of ten years
    /// starts in the very instant at which they end: there is no gap.
    public Beginning beginning(Consent next) {
        return judgedAt(next.start())
                .filter(before -> !before.end().isBefore(next.start()))
                .filter(before -> !before.isWithdrawnAt(next.givenAt()))
                .map(
                        before ->
                                before.items().equals(next.items())
                                        ? Beginning.RENEWED
                                        : Beginning.ITEMS_CHANGED)
                .orElse(Beginning.GIVEN);
    }

    /// Whether it would be the one that all later instants are judged by.
    public boolean isLatest(Consent next) {
        return latest().map(last -> BY_START.compare(next, last) > 0).orElse(true);
    }

    /// The withdrawal that ends one that was given before it and is heard of only now.
    public Optional<Consent> withdrawnAfter(Instant givenAt) {
        return all.stream()
                .filter(one -> one.withdrawnAt() != null && !one.withdrawnAt().isBefore(givenAt))
                .min(Comparator.comparing(one -> Objects.requireNonNull(one.withdrawnAt())));
    }

    /// The consent that counts, or counted last, at the instant.
    public Optional<Consent> judgedAt(Instant at) {
        return all.reversed().stream().filter(consent -> !at.isBefore(consent.start())).findFirst();
    }

    /// The latest that was given, if any.
    public Optional<Consent> latest() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// A withdrawal ends every consent given before it, so that no older one comes to life again.
    public Consents withdrawn(Instant at) {
        return new Consents(
                all.stream()
                        .map(
                                consent ->
                                        consent.withdrawnAt() == null
                                                        && !consent.givenAt().isAfter(at)
                                                ? consent.withdrawn(at)
                                                : consent)
                        .toList());
    }
}
