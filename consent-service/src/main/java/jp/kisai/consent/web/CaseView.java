package jp.kisai.consent.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.kisai.consent.domain.ItemState;
import jp.kisai.consent.domain.Question;
import jp.kisai.consent.store.Case;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// One municipal change as its holder and an officer see it: item by item, with everything that
/// explains the verdict.
///
/// @param change the id of the municipality's event
/// @param municipality who said it
public record CaseView(
        UUID change,
        String municipality,
        ChangeReason reason,
        Instant effectiveAt,
        @Nullable UUID corrects,
        List<ItemView> items) {

    public enum Answer {
        GRANTED,
        WAITING,
        REFUSED
    }

    /// @param why the doubt or the refusal
    /// @param question which question gave the answer, and `clause` by what rule
    /// @param until when a wait ends by itself; behind an earlier change, when that one's does
    /// @param certificateCompromised whether a granted item rests on a certificate that was
    ///     compromised already then, as came out later
    /// @param verdict names what was decided and what it rests on: the same if judged again
    public record ItemView(
            Item item,
            Answer answer,
            @Nullable String why,
            Question question,
            String clause,
            Party mustAct,
            @Nullable Instant until,
            int revision,
            Instant decidedAt,
            Case.RestsOn restsOn,
            boolean certificateCompromised,
            String verdict,
            List<NextStep> nextSteps) {}

    /// @param cases of one holder, the newest first
    /// @param asker where the asker stands
    static List<CaseView> of(List<Case> cases, NextStep.Place asker) {
        List<CaseView> views = new ArrayList<>();
        Instant earlier = null;
        for (Case one : cases.reversed()) {
            Instant behind = earlier;
            views.addFirst(
                    new CaseView(
                            one.change().id(),
                            one.change().producer().digits(),
                            one.reason(),
                            one.effectiveAt(),
                            one.corrects(),
                            one.verdicts().stream()
                                    .map(verdict -> item(verdict, behind, asker))
                                    .toList()));
            earlier = later(earlier, one);
        }
        return views;
    }

    /// Only what can still be put right by somebody, or ends by itself.
    static List<CaseView> withNextSteps(List<CaseView> views) {
        return views.stream()
                .map(
                        view ->
                                new CaseView(
                                        view.change,
                                        view.municipality,
                                        view.reason,
                                        view.effectiveAt,
                                        view.corrects,
                                        view.items.stream()
                                                .filter(item -> !item.nextSteps().isEmpty())
                                                .toList()))
                .filter(view -> !view.items.isEmpty())
                .toList();
    }

    private static ItemView item(
            Case.Verdict verdict, @Nullable Instant behind, NextStep.Place asker) {
        Item item = verdict.item();
        return switch (verdict.state()) {
            case ItemState.Undecided _ -> throw new IllegalStateException("a verdict decides");
            case ItemState.Granted _ ->
                    view(
                            verdict,
                            Answer.GRANTED,
                            null,
                            verdict.certificateCompromised() ? Party.OFFICER : Party.NOBODY,
                            null,
                            verdict.certificateCompromised()
                                    ? NextStep.afterCompromise(asker)
                                    : List.of());
            case ItemState.Refused(Refusal refusal) ->
                    view(
                            verdict,
                            Answer.REFUSED,
                            refusal.name(),
                            verdict.isDuty() ? refusal.mustAct() : Party.NOBODY,
                            null,
                            verdict.isDuty() ? NextStep.after(refusal, item, asker) : List.of());
            case ItemState.Waiting(Doubt doubt, Instant own) -> {
                Instant until = doubt == Doubt.BEHIND_EARLIER_CHANGE ? behind : own;
                yield view(
                        verdict,
                        Answer.WAITING,
                        doubt.name(),
                        doubt.mustAct(),
                        until,
                        NextStep.after(doubt, item, asker, until));
            }
        };
    }

    private static ItemView view(
            Case.Verdict verdict,
            Answer answer,
            @Nullable String why,
            Party mustAct,
            @Nullable Instant until,
            List<NextStep> nextSteps) {
        Question question = Question.answeredBy(verdict.item(), verdict.state());
        return new ItemView(
                verdict.item(),
                answer,
                why,
                question,
                question.clause(),
                mustAct,
                until,
                verdict.revision(),
                verdict.decidedAt(),
                verdict.restsOn(),
                verdict.certificateCompromised(),
                verdict.hash(),
                nextSteps);
    }

    /// The latest end of all waits so far.
    private static @Nullable Instant later(@Nullable Instant latest, Case one) {
        Instant last = latest;
        for (Case.Verdict verdict : one.verdicts()) {
            if (verdict.state() instanceof ItemState.Waiting(_, Instant until)
                    && until != null
                    && (last == null || until.isAfter(last))) {
                last = until;
            }
        }
        return last;
    }
}
