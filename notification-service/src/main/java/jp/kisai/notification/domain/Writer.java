package jp.kisai.notification.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import org.jspecify.annotations.Nullable;

/// Puts a notice into words: which items, why, what to do now, who acts, until when and where.
public final class Writer {

    private final Catalogue catalogue;
    private final Language language;

    public Writer(Catalogue catalogue, Language language) {
        this.catalogue = catalogue;
        this.language = language;
    }

    /// @param validUntil the last day of the licence's validity, if the record that is known here
    ///     is at least as new as the outcome; told where a birth date changed, because that moves
    ///     it
    public Letter write(Notice notice, @Nullable LocalDate validUntil) {
        List<String> body = new ArrayList<>();
        if (notice.follows()) {
            body.add(text("follows"));
        }
        Instant since = notice.happenedAt();
        if (notice.beginning() instanceof ChangeStory.Beginning(var nature, var effectiveAt)) {
            since = effectiveAt;
            if (nature != ChangeStory.Nature.NEW) {
                body.add(text("nature." + nature));
            }
        }
        switch (notice.outcome()) {
            case ChangeOutcome change ->
                    writeChange(body, change, since, notice.prefecture(), validUntil);
            case Outcome.Encoded _ -> {
                body.add(text("intro.ENCODED"));
                body.add(text("who.NOBODY"));
            }
            case Outcome.EncodingHeld _ -> body.add(text("intro.ENCODING_HELD"));
            case Outcome.EncodingFailed(var failure) ->
                    writeFailure(body, failure, notice.prefecture());
        }
        body.add(text("contact"));
        return new Letter(text("title." + titled(notice.outcome())), body);
    }

    private void writeChange(
            List<String> body,
            ChangeOutcome change,
            Instant since,
            PrefectureCode prefecture,
            @Nullable LocalDate validUntil) {
        body.add(dated("intro." + change.kind(), TokyoDate.of(since)));
        grouped(change.items())
                .forEach(
                        (standing, items) -> {
                            body.add(
                                    text("group")
                                            .replace("{items}", items)
                                            .replace("{text}", sentences(standing)));
                            if (standing instanceof Standing.Waiting(var doubt, var until)
                                    && until != null) {
                                body.add(dated("doubt." + doubt + ".until", day(doubt, until)));
                            }
                            writeAction(body, Action.after(standing), prefecture);
                        });
        if (change.items().values().stream().anyMatch(Standing.Applied.class::isInstance)) {
            if (validUntil != null
                    && change.items().get(Item.BIRTH_DATE) instanceof Standing.Applied) {
                body.add(dated("applied.validUntil", validUntil));
            }
            body.add(text("applied.chip"));
        }
        if (change.kind() == ChangeOutcome.Kind.APPLIED) {
            body.add(text("who.NOBODY"));
        }
    }

    /// A deadline is the last day before it; the day on which a future change is made is that day.
    private static LocalDate day(Doubt doubt, Instant until) {
        return switch (doubt) {
            case NOT_YET_EFFECTIVE -> TokyoDate.of(until);
            case WAITING_FOR_SUCCESSOR,
                    REVOCATION_UNKNOWN,
                    WAITING_FOR_HOLDER,
                    BEHIND_EARLIER_CHANGE,
                    REASON_UNKNOWN,
                    CERTIFICATE_UNDETERMINED ->
                    TokyoDate.lastDayBefore(until);
        };
    }

    private String dated(String key, LocalDate date) {
        return text(key).replace("{date}", TokyoDate.write(date, language));
    }

    private void writeFailure(
            List<String> body, EncodingFailure failure, PrefectureCode prefecture) {
        body.add(text("intro.ENCODING_FAILED"));
        body.add(joined(text("failure." + failure + ".why"), text("failure." + failure + ".now")));
        writeAction(body, new Action(Action.mustAct(failure), Action.place(failure)), prefecture);
    }

    private void writeAction(List<String> body, Action action, PrefectureCode prefecture) {
        if (action.party() != Party.NOBODY) {
            body.add(text("who." + action.party()));
        }
        if (action.place() != Action.Place.NOWHERE) {
            body.add(
                    text("place." + action.place())
                            .replace("{prefecture}", text("prefecture." + prefecture.digits())));
        }
    }

    private String sentences(Standing.Tellable standing) {
        return switch (standing) {
            case Standing.Applied _ -> text("applied");
            case Standing.Refused(var refusal) ->
                    joined(
                            text("refusal." + refusal + ".why"),
                            text("refusal." + refusal + ".now"));
            case Standing.Waiting(var doubt, _) ->
                    joined(text("doubt." + doubt + ".why"), text("doubt." + doubt + ".now"));
        };
    }

    /// Items that stand alike are told of together, in the items' own order.
    private Map<Standing.Tellable, String> grouped(Map<Item, Standing.Tellable> items) {
        return items.entrySet().stream()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getValue,
                                LinkedHashMap::new,
                                Collectors.mapping(
                                        each -> text("item." + each.getKey()),
                                        Collectors.joining(text("list.separator")))));
    }

    private String joined(String first, String second) {
        return language == Language.ENGLISH ? first + " " + second : first + second;
    }

    private static String titled(Outcome outcome) {
        return switch (outcome) {
            case ChangeOutcome change -> change.kind().name();
            case Outcome.Encoded _ -> "ENCODED";
            case Outcome.EncodingHeld _ -> "ENCODING_HELD";
            case Outcome.EncodingFailed _ -> "ENCODING_FAILED";
        };
    }

    private String text(String key) {
        return catalogue.text(language, key);
    }
}
