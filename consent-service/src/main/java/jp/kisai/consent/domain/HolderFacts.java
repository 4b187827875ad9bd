package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// All that is known of one holder and bears on what is still undecided.
///
/// @param residence where the holder lives, as last heard
/// @param base the last certificate that was found to agree with the register
/// @param changes those that are undecided or that no certificate has yet confirmed
/// @param heads the newest change of each item
/// @param submissions those that no change has used yet
public record HolderFacts(
        Presence presence,
        @Nullable MunicipalityCode residence,
        Consents consents,
        List<CertificateFacts> certificates,
        List<FlawedCertificate> flawed,
        @Nullable CertificateKey base,
        List<Change> changes,
        Map<Item, Head> heads,
        List<DomicileSubmission> submissions) {

    public HolderFacts {
        certificates = List.copyOf(certificates);
        flawed = List.copyOf(flawed);
        changes = changes.stream().sorted(Change.IN_ORDER).toList();
        heads = Collections.unmodifiableMap(copy(heads));
        submissions = List.copyOf(submissions);
    }

    public static HolderFacts unknown() {
        return new HolderFacts(
                new Presence.Present(),
                null,
                new Consents(List.of()),
                List.of(),
                List.of(),
                null,
                List.of(),
                Map.of(),
                List.of());
    }

    public Optional<CertificateFacts> certificate(@Nullable CertificateKey key) {
        return certificates.stream()
                .filter(certificate -> certificate.key().equals(key))
                .findFirst();
    }

    /// Takes up a change. What of it is stale is settled here and now, against what was known
    /// before it: later arrivals cannot make it so.
    public HolderFacts with(Change arrived) {
        Map<Item, ItemState> states = new EnumMap<>(Item.class);
        states.putAll(arrived.states());
        Map<Item, Head> newHeads = copy(heads);
        MunicipalityCode newResidence = residence;
        for (ItemChange value : arrived.values().values()) {
            Head head = heads.get(value.item());
            if (head != null && head.isNewerThan(arrived)) {
                states.put(value.item(), new ItemState.Refused(Refusal.SUPERSEDED));
                continue;
            }
            newHeads.put(value.item(), Head.of(arrived));
            if (value instanceof ItemChange.Address(MunicipalityCode moved, _)) {
                newResidence = moved;
            }
        }
        List<Change> newChanges = new ArrayList<>(changes);
        newChanges.add(arrived.with(states, arrived.revision(), null));
        return new HolderFacts(
                presenceAfter(arrived),
                newResidence,
                consents,
                certificates,
                flawed,
                base,
                newChanges,
                newHeads,
                submissions);
    }

    /// Where the holder lives, as the licence record says.
    public HolderFacts residing(MunicipalityCode municipality) {
        return new HolderFacts(
                presence,
                municipality,
                consents,
                certificates,
                flawed,
                base,
                changes,
                heads,
                submissions);
    }

    /// What is still to be kept in view once these decisions are taken.
    public HolderFacts after(Decisions decisions) {
        List<Change> remaining =
                decisions.changes().stream().filter(change -> !decisions.settles(change)).toList();
        List<DomicileSubmission> unused =
                submissions.stream()
                        .filter(
                                submission ->
                                        !decisions.usedSubmissions().containsKey(submission.id()))
                        .toList();
        return new HolderFacts(
                presence,
                residence,
                consents,
                certificates,
                flawed,
                decisions.base(),
                remaining,
                heads,
                unused);
    }

    private Presence presenceAfter(Change arrived) {
        Instant at = arrived.effectiveAt();
        return switch (arrived.reason()) {
            case DEATH -> new Presence.Deceased(at);
            case DEPARTURE -> departed(at);
            case CANCELLATION -> arrived.values().isEmpty() ? new Presence.Present() : presence;
            case MOVE, MARRIAGE, DIVORCE, DOMICILE_TRANSFER, CORRECTION, UNKNOWN ->
                    returned(arrived) ? new Presence.Present() : presence;
        };
    }

    /// A departure that arrives late alters nothing that a death, a later departure or a later move
    /// back in already did.
    private Presence departed(Instant at) {
        Head moved = heads.get(Item.ADDRESS);
        boolean isBack = moved != null && moved.orderAt().isAfter(at);
        return switch (presence) {
            case Presence.Deceased _ -> presence;
            case Presence.Departed(Instant last) when last.isAfter(at) -> presence;
            case Presence.Departed _, Presence.Present _ ->
                    isBack ? presence : new Presence.Departed(at);
        };
    }

    private boolean returned(Change arrived) {
        return presence instanceof Presence.Departed(Instant at)
                && arrived.effectiveAt().isAfter(at)
                && arrived.values().containsKey(Item.ADDRESS);
    }

    private static Map<Item, Head> copy(Map<Item, Head> heads) {
        Map<Item, Head> copy = new EnumMap<>(Item.class);
        copy.putAll(heads);
        return copy;
    }
}
