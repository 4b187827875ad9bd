package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// What the facts of one holder say of every change that is not decided yet.
///
/// Judged anew from the facts each time one of them is new: a change arrived, a certificate was
/// issued or revoked, a list was imported, the holder submitted a domicile, a deadline passed. The
/// same facts give the same decisions.
///
/// A change that waits holds back the holder's later ones, so that the record goes through the same
/// states as the register did. A change that is wholly refused neither waits nor holds back.
///
/// @param verdicts what is new, in the order in which the changes took effect
/// @param changes every change that was in view, as it stands now
/// @param base the last certificate that agreed with the register
/// @param usedSubmissions which submission served which change
public record Decisions(
        List<Decision> verdicts,
        List<Change> changes,
        @Nullable CertificateKey base,
        Map<UUID, ChangeKey> usedSubmissions,
        Set<ChangeKey> settled) {

    public Decisions {
        verdicts = List.copyOf(verdicts);
        changes = List.copyOf(changes);
        usedSubmissions = Map.copyOf(usedSubmissions);
        settled = Set.copyOf(settled);
    }

    public static Decisions of(HolderFacts facts, Limits limits, Instant now) {
        return new Round(facts, limits, now).decide();
    }

    /// Whether nothing needs to know of the change any more: it is decided, and what it says of the
    /// register is in a certificate, or in none that matters.
    public boolean settles(Change change) {
        return settled.contains(change.key());
    }

    /// One holder's judging, change by change.
    private static final class Round {

        private final HolderFacts facts;
        private final Gates gates;
        private final Confirmations confirmations;
        private final List<Decision> verdicts = new ArrayList<>();
        private final Map<UUID, ChangeKey> used = new HashMap<>();
        private final Set<ChangeKey> settled = new HashSet<>();
        private final Set<ChangeKey> contained = new HashSet<>();
        private boolean heldBack;

        private Round(HolderFacts facts, Limits limits, Instant now) {
            this.facts = facts;
            this.confirmations = Confirmations.of(facts, limits, now);
            this.gates = new Gates(facts, confirmations, limits, now);
        }

        private Decisions decide() {
            List<Change> decisions = new ArrayList<>();
            Set<ChangeKey> open = new HashSet<>();
            for (Change change : facts.changes()) {
                Change decided = change.isOpen() || change.revision() == 0 ? judge(change) : change;
                decisions.add(decided);
                if (decided.isOpen()) {
                    open.add(decided.key());
                }
            }
            CertificateKey base = containAll(open);
            for (Change change : decisions) {
                if (!open.contains(change.key()) && gates.isSettled(change, contained)) {
                    settled.add(change.key());
                }
            }
            return new Decisions(verdicts, decisions, base, used, settled);
        }

        /// The certificate with which later changes are compared: the last of those that confirmed
        /// nothing but what is decided. What one confirmed and what still waits, behind an earlier
        /// change, is confirmed anew each time.
        private @Nullable CertificateKey containAll(Set<ChangeKey> open) {
            CertificateKey base = facts.base();
            for (Confirmations.Prefix prefix : confirmations.prefixes()) {
                if (!Collections.disjoint(prefix.changes(), open)) {
                    break;
                }
                base = prefix.certificate();
                contained.addAll(prefix.changes());
            }
            return base;
        }

        private Change judge(Change change) {
            Map<Item, Gate> answers = new EnumMap<>(Item.class);
            change.states()
                    .forEach(
                            (item, state) -> {
                                if (state.isOpen()) {
                                    answers.put(item, gates.answer(change, item, used.keySet()));
                                }
                            });
            boolean anyHope =
                    answers.values().stream().anyMatch(answer -> !(answer instanceof Gate.Closed));
            Map<Item, ItemState> states = new EnumMap<>(Item.class);
            states.putAll(change.states());
            answers.forEach((item, answer) -> states.put(item, state(answer)));
            answers.forEach((item, answer) -> use(change, item, answer, states));
            heldBack |= anyHope && states.values().stream().anyMatch(ItemState::isOpen);
            return decide(change, states, answers);
        }

        private ItemState state(Gate answer) {
            return switch (answer) {
                case Gate.Closed(Refusal refusal, _) -> new ItemState.Refused(refusal);
                case Gate.Passed _ when heldBack ->
                        new ItemState.Waiting(Doubt.BEHIND_EARLIER_CHANGE, null);
                case Gate.Passed _ -> new ItemState.Granted();
                case Gate.NotYet _ when heldBack ->
                        new ItemState.Waiting(Doubt.BEHIND_EARLIER_CHANGE, null);
                case Gate.NotYet(Doubt doubt, Instant until, _, _) ->
                        new ItemState.Waiting(doubt, until);
            };
        }

        private void use(Change change, Item item, Gate answer, Map<Item, ItemState> states) {
            UUID submission = answer.basis().submission();
            if (submission != null && states.get(item) instanceof ItemState.Granted) {
                used.put(submission, change.key());
            }
        }

        private Change decide(Change change, Map<Item, ItemState> states, Map<Item, Gate> answers) {
            if (change.revision() > 0 && states.equals(change.states())) {
                return change.with(states, change.revision(), wakeAt(answers));
            }
            Change decided = change.with(states, change.revision() + 1, wakeAt(answers));
            Map<Item, ItemState> items = new EnumMap<>(Item.class);
            Map<Item, Evidence> rests = new EnumMap<>(Item.class);
            change.states()
                    .forEach(
                            (item, before) -> {
                                if (change.revision() == 0 || before.isOpen()) {
                                    ItemState state = Objects.requireNonNull(states.get(item));
                                    items.put(item, state);
                                    rests.put(item, Evidence.of(basis(state, answers.get(item))));
                                }
                            });
            verdicts.add(new Decision(decided, items, rests));
            return decided;
        }

        /// What waits behind an earlier change rests on nothing yet: its own gates are asked again
        /// when its turn comes.
        private static Gate.Basis basis(ItemState state, @Nullable Gate answer) {
            boolean heldBack =
                    state instanceof ItemState.Waiting(Doubt doubt, _)
                            && doubt == Doubt.BEHIND_EARLIER_CHANGE;
            return heldBack || answer == null ? Gate.Basis.NONE : answer.basis();
        }

        private static @Nullable Instant wakeAt(Map<Item, Gate> answers) {
            Instant first = null;
            for (Gate answer : answers.values()) {
                if (answer instanceof Gate.NotYet(_, _, Instant at, _)
                        && at != null
                        && (first == null || at.isBefore(first))) {
                    first = at;
                }
            }
            return first;
        }
    }
}
