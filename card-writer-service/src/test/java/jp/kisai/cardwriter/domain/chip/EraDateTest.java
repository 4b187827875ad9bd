package jp.kisai.cardwriter.domain.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import jp.kisai.cardwriter.domain.chip.EraDate.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EraDateTest {

    /// The last day of each era, the first of the next, and days about them.
    @ParameterizedTest
    @CsvSource({
        "1868-01-25, 1010125",
        "1873-01-01, 1060101",
        "1912-07-29, 1450729",
        "1912-07-30, 2010730",
        "1926-12-24, 2151224",
        "1926-12-25, 3011225",
        "1926-12-31, 3011231",
        "1927-01-01, 3020101",
        "1989-01-07, 3640107",
        "1989-01-08, 4010108",
        "2000-02-29, 4120229",
        "2019-04-30, 4310430",
        "2019-05-01, 5010501",
        "2020-01-01, 5020101",
        "2026-11-23, 5081123",
        "2117-12-31, 5991231"
    })
    void writesAndReadsEachEra(LocalDate date, String digits) {
        assertEquals(Optional.of(ascii(digits)), EraDate.write(date));
        assertEquals(new Reading.Day(date), EraDate.read(ascii(digits)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1868-01-24", "2118-01-01", "9999-12-31"})
    void hasNoWordForDaysOutsideTheEras(LocalDate date) {
        assertEquals(Optional.empty(), EraDate.write(date));
    }

    /// 平成35年 was printed before 平成 ended in its 31st year.
    @Test
    void readsDaysBeyondTheEndOfTheirEra() {
        assertEquals(new Reading.Day(LocalDate.of(2023, 8, 15)), EraDate.read(ascii("4350815")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "508112",
                "50811233",
                "0081123",
                "6081123",
                "5081301",
                "5080230",
                "5070229",
                "5010430",
                "4010107",
                "508112a",
                "5000101",
                "５０８１１２３"
            })
    void saysThatItCannotReadWhatIsNoDate(String text) {
        assertInstanceOf(
                Reading.Unreadable.class,
                EraDate.read(Octets.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void marksWhatIsNotHeld() {
        assertEquals(ascii("5000000"), EraDate.NOT_HELD);
        assertEquals(new Reading.NotHeld(), EraDate.read(EraDate.NOT_HELD));
        assertEquals(new Reading.NotHeld(), EraDate.read(ascii("4000000")));
    }

    @Test
    void returnsEveryDayUnaltered() {
        LocalDate day = LocalDate.of(1868, 1, 25);
        while (day.getYear() < 2118) {
            assertEquals(new Reading.Day(day), EraDate.read(EraDate.write(day).orElseThrow()));
            day = day.plusDays(1);
        }
    }

    private static Octets ascii(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
