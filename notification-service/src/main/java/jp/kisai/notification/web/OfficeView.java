package jp.kisai.notification.web;

import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.Office;
import jp.kisai.notification.domain.Office.Opening;
import org.jspecify.annotations.Nullable;

/// A counter over REST.
///
/// @param kind `LICENCE_CENTRE` or `POLICE_STATION`
/// @param names by `ja`, `ja-easy` and `en`, all three
/// @param openUntil until when it is open now; an answer only
/// @param opensNext when it opens next, if it is closed now; an answer only
public record OfficeView(
        @Nullable String id,
        @Nullable String prefecture,
        @Nullable String kind,
        @Nullable Map<String, String> names,
        @Nullable List<HoursView> hours,
        boolean openOnHolidays,
        @Nullable List<String> closedOn,
        @Nullable String openUntil,
        @Nullable String opensNext) {

    private static final String ID = "[a-z0-9][a-z0-9-]{0,39}";
    private static final int MOST_HOURS = 20;
    private static final int MOST_CLOSED_DAYS = 400;
    private static final int LONGEST_NAME = 100;

    /// @param day `WEEKDAY`, `SATURDAY` or `SUNDAY`
    /// @param opens such as `08:30`
    public record HoursView(@Nullable String day, @Nullable String opens, @Nullable String closes) {

        Office.Hours hours() {
            Office.Hours hours =
                    new Office.Hours(
                            word(Office.Day.values(), day),
                            LocalTime.parse(said(opens)),
                            LocalTime.parse(said(closes)));
            if (!hours.opens().isBefore(hours.closes())) {
                throw new IllegalArgumentException("closes before it opens");
            }
            return hours;
        }
    }

    static OfficeView of(Office office, LocalDateTime now) {
        Opening opening = office.opening(now);
        return new OfficeView(
                office.id(),
                office.prefecture().digits(),
                office.kind().name(),
                office.names().entrySet().stream()
                        .collect(Collectors.toMap(it -> it.getKey().tag(), Map.Entry::getValue)),
                office.hours().stream()
                        .map(
                                it ->
                                        new HoursView(
                                                it.day().name(),
                                                it.opens().toString(),
                                                it.closes().toString()))
                        .toList(),
                office.openOnHolidays(),
                office.closedOn().stream().sorted().map(LocalDate::toString).toList(),
                opening instanceof Opening.OpenUntil(var time) ? time.toString() : null,
                opening instanceof Opening.OpensNext(var at) ? at.toString() : null);
    }

    /// @throws jakarta.ws.rs.WebApplicationException if it is not a counter
    Office office(String id) {
        try {
            return checked(id);
        } catch (IllegalArgumentException | DateTimeException notOne) {
            throw Problem.exception(
                    Response.Status.BAD_REQUEST,
                    "an office has an id of lower case letters, digits and hyphens, a prefecture,"
                            + " a kind, three names, and hours that open before they close and do"
                            + " not overlap");
        }
    }

    private Office checked(String id) {
        List<HoursView> spans = said(hours);
        List<String> closed = closedOn == null ? List.of() : closedOn;
        if (!id.matches(ID) || spans.size() > MOST_HOURS || closed.size() > MOST_CLOSED_DAYS) {
            throw new IllegalArgumentException("not an id, or too much");
        }
        Office office =
                new Office(
                        id,
                        new PrefectureCode(said(prefecture)),
                        word(Office.Kind.values(), kind),
                        Stream.of(Language.values())
                                .collect(Collectors.toMap(it -> it, this::name)),
                        spans.stream().map(HoursView::hours).toList(),
                        openOnHolidays,
                        closed.stream().map(LocalDate::parse).collect(Collectors.toSet()));
        for (int i = 1; i < office.hours().size(); i++) {
            Office.Hours before = office.hours().get(i - 1);
            Office.Hours after = office.hours().get(i);
            if (before.day() == after.day() && after.opens().isBefore(before.closes())) {
                throw new IllegalArgumentException("overlapping");
            }
        }
        return office;
    }

    private String name(Language language) {
        String name = said(said(names).get(language.tag()));
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("no name");
        }
        return name;
    }

    private static <E extends Enum<E>> E word(E[] words, @Nullable String said) {
        return Arrays.stream(words)
                .filter(word -> word.name().equals(said))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a word of these"));
    }

    private static <T> T said(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("missing");
        }
        return value;
    }
}
