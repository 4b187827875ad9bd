package jp.kisai.notification.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.JapaneseHolidays;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;

/// Puts a notice into words: which items, why, what to do now, who acts, until when and where.
public final class Writer {

    /// How many counters a letter names.
    private static final int OFFICES = 2;

    private final Catalogue catalogue;
    private final Language language;

    public Writer(Catalogue catalogue, Language language) {
        this.catalogue = catalogue;
        this.language = language;
    }

    /// @param now what else is to be told, as it is at this moment
    public Letter write(Notice notice, Circumstances now) {
        Page page = new Page(new ArrayList<>(), notice.prefecture(), now);
        if (notice.follows()) {
            page.body().add(text("follows"));
        }
        Instant since = notice.happenedAt();
        if (notice.beginning() instanceof ChangeStory.Beginning(var nature, var effectiveAt, _)) {
            since = effectiveAt;
            if (nature != ChangeStory.Nature.NEW) {
                page.body().add(text("nature." + nature));
            }
        }
        switch (notice.outcome()) {
            case ChangeOutcome change -> write(page, change, TokyoDate.of(since));
            case Outcome.FollowUp followUp -> write(page, followUp, TokyoDate.of(since));
            case Outcome.Reminder reminder -> write(page, reminder);
            case Outcome.Encoded _ -> {
                page.body().add(text("intro.ENCODED"));
                page.body().add(text("who.NOBODY"));
            }
            case Outcome.EncodingHeld _ -> page.body().add(text("intro.ENCODING_HELD"));
            case Outcome.EncodingFailed(var failure) -> write(page, failure);
        }
        page.body().add(text("contact"));
        return new Letter(title(notice), page.body());
    }

    /// Asks whoever reads mail at an address to prove it.
    ///
    /// @param minutes how long the code can be entered
    public Letter proof(String code, long minutes) {
        return new Letter(
                text("confirm.title"),
                List.of(
                        text("confirm.why"),
                        text("confirm.code").replace("{code}", code),
                        text("confirm.until").replace("{minutes}", Long.toString(minutes)),
                        text("confirm.stranger")));
    }

    /// A letter while it is written.
    private record Page(List<String> body, PrefectureCode prefecture, Circumstances now) {}

    private String title(Notice notice) {
        String title = text("title." + titled(notice.outcome()));
        return notice.corrects() == null ? title : text("title.CORRECTION") + title;
    }

    private void write(Page page, ChangeOutcome change, LocalDate since) {
        page.body().add(dated("intro." + change.kind(), since));
        writeItems(page, change.items());
        if (change.items().values().stream().anyMatch(Standing.Applied.class::isInstance)) {
            LocalDate validUntil = page.now().validUntil();
            if (validUntil != null
                    && change.items().get(Item.BIRTH_DATE) instanceof Standing.Applied) {
                page.body().add(dated("applied.validUntil", validUntil));
            }
            page.body().add(text("applied.chip"));
        }
        if (change.kind() == ChangeOutcome.Kind.APPLIED) {
            page.body().add(text("who.NOBODY"));
        }
    }

    private void write(Page page, Outcome.FollowUp followUp, LocalDate since) {
        page.body()
                .add(
                        dated("intro." + followUp.sort(), since)
                                .replace("{days}", TokyoDate.write(followUp.day(), language)));
        writeItems(page, followUp.items());
    }

    private void write(Page page, Outcome.Reminder reminder) {
        page.body().add(text("intro.REMINDER"));
        reminder.endings()
                .forEach(
                        (clock, ending) -> {
                            String key = "clock." + clock;
                            page.body()
                                    .add(
                                            joined(
                                                    dated(key + ".ends", ending.endsOn()),
                                                    text(key + ".now")));
                            if (clock == Clocks.Kind.RENEWAL) {
                                writeLastCounterDay(page, ending.endsOn());
                            }
                            writeAction(page, Action.before(clock));
                        });
    }

    /// 道路交通法92条の2: an end on a day on which the police do not work moves to the next on which
    /// they do.
    private void writeLastCounterDay(Page page, LocalDate endsOn) {
        LocalDate last = JapaneseHolidays.workingDayOnOrAfter(endsOn);
        if (!last.equals(endsOn)) {
            page.body().add(dated("clock.RENEWAL.moved", last));
        }
    }

    private void write(Page page, EncodingFailure failure) {
        page.body().add(text("intro.ENCODING_FAILED"));
        page.body()
                .add(
                        joined(
                                text("failure." + failure + ".why"),
                                text("failure." + failure + ".now")));
        writeAction(page, Action.after(failure));
    }

    private void writeItems(Page page, Map<Item, ? extends Standing> items) {
        grouped(items)
                .forEach(
                        (standing, alike) -> {
                            page.body()
                                    .add(
                                            text("group")
                                                    .replace("{items}", alike)
                                                    .replace("{text}", sentences(standing)));
                            if (standing instanceof Standing.Waiting(var doubt, var until)
                                    && until != null) {
                                page.body()
                                        .add(dated("doubt." + doubt + ".until", day(doubt, until)));
                            }
                            writeAction(page, Action.after(standing));
                        });
    }

    private void writeAction(Page page, Action action) {
        if (action.party() != Party.NOBODY) {
            page.body().add(text("who." + action.party()));
        }
        if (action.place() != Action.Place.NOWHERE) {
            page.body()
                    .add(
                            text("place." + action.place())
                                    .replace(
                                            "{prefecture}",
                                            text("prefecture." + page.prefecture().digits())));
        }
        if (action.place() == Action.Place.COUNTER) {
            page.now().offices().stream()
                    .limit(OFFICES)
                    .flatMap(office -> hours(office, page.now().now()).stream())
                    .filter(line -> !page.body().contains(line))
                    .forEach(page.body()::add);
        }
        if (action.fee() != Action.Fee.UNSAID) {
            page.body()
                    .add(
                            text("fee." + action.fee())
                                    .replace("{yen}", "%,d".formatted(action.fee().yen())));
        }
    }

    /// Today's hours, or the next day on which it opens.
    private Optional<String> hours(Office office, LocalDateTime now) {
        String name = office.names().getOrDefault(language, office.id());
        return switch (office.opening(now)) {
            case Office.Opening.OpenUntil(var time) ->
                    Optional.of(
                            text("office.open")
                                    .replace("{office}", name)
                                    .replace("{time}", TokyoDate.write(time, language)));
            case Office.Opening.OpensNext(var at) ->
                    Optional.of(
                            dated("office.next", at.toLocalDate())
                                    .replace("{office}", name)
                                    .replace("{weekday}", text("weekday." + at.getDayOfWeek()))
                                    .replace(
                                            "{time}", TokyoDate.write(at.toLocalTime(), language)));
            case Office.Opening.Unknown _ -> Optional.empty();
        };
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

    private String sentences(Standing standing) {
        return switch (standing) {
            case Standing.Granted _ -> joined(text("granted.why"), text("granted.now"));
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
    private Map<Standing, String> grouped(Map<Item, ? extends Standing> items) {
        return items.entrySet().stream()
                .collect(
                        Collectors.groupingBy(
                                each -> (Standing) each.getValue(),
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
            case ChangeOutcome change ->
                    change.kind() == ChangeOutcome.Kind.WAITING
                                    && Action.mustAct(change) == Party.HOLDER
                            ? "ACTION_NEEDED"
                            : change.kind().name();
            case Outcome.FollowUp followUp -> followUp.sort().name();
            case Outcome.Reminder _ -> "REMINDER";
            case Outcome.Encoded _ -> "ENCODED";
            case Outcome.EncodingHeld _ -> "ENCODING_HELD";
            case Outcome.EncodingFailed _ -> "ENCODING_FAILED";
        };
    }

    private String text(String key) {
        return catalogue.text(language, key);
    }
}
