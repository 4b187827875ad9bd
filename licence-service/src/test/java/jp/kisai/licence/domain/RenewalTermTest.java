package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ItemChange;
import org.junit.jupiter.api.Test;

class RenewalTermTest {

    /// Every birthday of a leap cycle: the window is never empty, never starts after the birthday,
    /// and never ends on a day on which nobody renews.
    @Test
    void isSoundForEveryBirthday() {
        List<String> broken = new ArrayList<>();
        birthdays()
                .forEach(
                        born -> {
                            for (int year = 2026; year <= 2030; year++) {
                                RenewalTerm term =
                                        RenewalTerm.of(record(born, Expiry.nominal(born, year)));
                                if (term.birthday().getYear() != year
                                        || !term.opensOn().isBefore(term.birthday())
                                        || term.closesOn().isBefore(term.nominalEnd())
                                        || Expiry.isOver(term.nominalEnd(), term.closesOn())
                                        || !Expiry.isOver(
                                                term.nominalEnd(), term.closesOn().plusDays(1))) {
                                    broken.add(born + " " + term);
                                }
                            }
                        });

        assertEquals(List.of(), broken);
    }

    private static Stream<LocalDate> birthdays() {
        return LocalDate.of(1988, 1, 1).datesUntil(LocalDate.of(1992, 3, 1));
    }

    private static LicenceRecord record(LocalDate born, LocalDate lastDay) {
        return Records.record()
                .with(new ItemChange.BirthDate(born), Records.TODAY)
                .validUntil(lastDay);
    }
}
