package jp.kisai.cardwriter.domain.chip;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// Dates as the chip writes them: seven digits GYYMMDD, G the era's digit and YY its year. \[C\]
public final class EraDate {

    /// The licence's eras by their digits, each with its first day in the Gregorian calendar.
    ///
    /// The day on which Taishō and Shōwa began is counted to the era that began. Meiji is counted
    /// from the first day of its first year by the calendar then in force.
    enum Era {
        MEIJI(1, LocalDate.of(1868, 1, 25)),
        TAISHO(2, LocalDate.of(1912, 7, 30)),
        SHOWA(3, LocalDate.of(1926, 12, 25)),
        HEISEI(4, LocalDate.of(1989, 1, 8)),
        REIWA(5, LocalDate.of(2019, 5, 1));

        private final int digit;
        private final LocalDate firstDay;

        Era(int digit, LocalDate firstDay) {
            this.digit = digit;
            this.firstDay = firstDay;
        }

        LocalDate firstDay() {
            return firstDay;
        }

        static Optional<Era> of(LocalDate date) {
            Optional<Era> found = Optional.empty();
            for (Era era : values()) {
                if (!date.isBefore(era.firstDay)) {
                    found = Optional.of(era);
                }
            }
            return found;
        }
    }

    /// A category that is not held: the current era's digit, seen on real cards, and zeros. \[C\]
    public static final Octets NOT_HELD = ascii(Era.REIWA.digit + "000000");

    private static final int LENGTH = 7;
    private static final int LAST_YEAR = 99;

    private EraDate() {}

    /// What seven bytes say.
    public sealed interface Reading {

        record Day(LocalDate date) implements Reading {}

        record NotHeld() implements Reading {}

        record Unreadable() implements Reading {}
    }

    /// Empty where no era's year can say it: before Meiji, or in an era's hundredth year.
    public static Optional<Octets> write(LocalDate date) {
        return Era.of(date)
                .flatMap(
                        era -> {
                            int year = date.getYear() - era.firstDay.getYear() + 1;
                            return year > LAST_YEAR
                                    ? Optional.empty()
                                    : Optional.of(
                                            ascii(
                                                    String.format(
                                                            "%d%02d%02d%02d",
                                                            era.digit,
                                                            year,
                                                            date.getMonthValue(),
                                                            date.getDayOfMonth())));
                        });
    }

    /// Also reads days beyond their era's end, such as 平成35年: licences issued before an era
    /// ended were printed so.
    public static Reading read(Octets value) {
        String text = new String(value.toArray(), StandardCharsets.US_ASCII);
        if (value.length() != LENGTH || !text.matches("[1-5][0-9]{6}")) {
            return new Reading.Unreadable();
        }
        if (text.endsWith("000000")) {
            return new Reading.NotHeld();
        }
        Era era = Era.values()[text.charAt(0) - '1'];
        int year = era.firstDay.getYear() + Integer.parseInt(text.substring(1, 3)) - 1;
        try {
            LocalDate date =
                    LocalDate.of(
                            year,
                            Integer.parseInt(text.substring(3, 5)),
                            Integer.parseInt(text.substring(5)));
            return date.isBefore(era.firstDay) ? new Reading.Unreadable() : new Reading.Day(date);
        } catch (DateTimeException noSuchDay) {
            return new Reading.Unreadable();
        }
    }

    private static Octets ascii(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
