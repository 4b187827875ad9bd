package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.HoldingForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeesTest {

    /// The whole table. What ends in ✱ is not published: it comes from the settings.
    @Test
    void isThisTable() {
        List<String> table = Records.FEES.rows().stream().map(FeesTest::line).toList();

        assertEquals(
                List.of(
                        "HOLDING_FORM_CHANGE LICENCE_ONLY>CARD_ONLY 1500✱",
                        "HOLDING_FORM_CHANGE LICENCE_ONLY>BOTH 1500✱",
                        "HOLDING_FORM_CHANGE CARD_ONLY>LICENCE_ONLY 2550✱",
                        "HOLDING_FORM_CHANGE CARD_ONLY>BOTH 2550✱",
                        "HOLDING_FORM_CHANGE BOTH>LICENCE_ONLY 0✱",
                        "HOLDING_FORM_CHANGE BOTH>CARD_ONLY 0✱",
                        "CARD_RECORDING 1500",
                        "LICENCE_REISSUE 2550",
                        "LOSS_REPORT 0✱",
                        "ITEMS_CHANGE 0✱",
                        "NEW_LICENCE >CARD_ONLY 1550",
                        "NEW_LICENCE >LICENCE_ONLY 2350",
                        "NEW_LICENCE >BOTH 2450",
                        "RENEWAL >CARD_ONLY 2100",
                        "RENEWAL >LICENCE_ONLY 2850",
                        "RENEWAL >BOTH 2950",
                        "RENEWAL_ELSEWHERE >CARD_ONLY 2100",
                        "RENEWAL_ELSEWHERE >LICENCE_ONLY 2850",
                        "RENEWAL_ELSEWHERE >BOTH 2950",
                        "COURSE EXCELLENT 500",
                        "COURSE GENERAL 800",
                        "COURSE VIOLATION 1400",
                        "COURSE FIRST 1400",
                        "ONLINE_COURSE EXCELLENT 200",
                        "ONLINE_COURSE GENERAL 200"),
                table);
    }

    @Test
    void everyLineSaysWhereItIsWritten() {
        Records.FEES.rows().forEach(row -> assertTrue(row.fee().basis().source().length() > 5));
    }

    static Stream<Arguments> everyPairOfForms() {
        return Stream.of(HoldingForm.values())
                .flatMap(
                        from ->
                                Stream.of(HoldingForm.values())
                                        .filter(to -> to != from)
                                        .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("everyPairOfForms")
    void everyChangeOfFormHasAFeeWithinThePublishedMost(HoldingForm from, HoldingForm to) {
        Fee fee = Records.FEES.formChange(from, to);

        assertTrue(fee.yen() <= Fees.LARGEST_FORM_CHANGE_YEN);
        assertEquals(false, fee.basis().confirmed());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2_551})
    void noSettingMayBeNegativeOrAboveThePublishedMost(int yen) {
        Fees.Unconfirmed wrong = new Fees.Unconfirmed(0, 0, 0, 0, 0, yen, 0, 0);

        assertThrows(IllegalArgumentException.class, () -> new Fees(wrong));
    }

    @ParameterizedTest
    @CsvSource({
        "HOLDING_FORM_CHANGE, LICENCE_ONLY, 1500, 1500, false",
        "HOLDING_FORM_CHANGE, CARD_ONLY, 2550, 2550, false",
        "HOLDING_FORM_CHANGE, BOTH, 0, 0, false",
        "CARD_RECORDING, CARD_ONLY, 1500, 1500, true",
        "RENEWAL, BOTH, 2100, 2950, true",
        "COURSE, CARD_ONLY, 500, 1400, true",
    })
    void quotesTheLeastAndTheMost(
            Procedure procedure, HoldingForm form, int least, int most, boolean confirmed) {
        Fees.Quote quote = Records.FEES.quote(procedure, form).orElseThrow();

        assertEquals(least, quote.leastYen());
        assertEquals(most, quote.mostYen());
        assertEquals(confirmed, quote.confirmed());
    }

    @Test
    void quotesNothingWhereNothingIsPaidToThePolice() {
        assertEquals(
                Optional.empty(),
                Records.FEES.quote(Procedure.MUNICIPAL_CHANGE, HoldingForm.CARD_ONLY));
    }

    private static String line(Fees.Row row) {
        String forms =
                row.to().isEmpty()
                        ? ""
                        : row.from().map(HoldingForm::name).orElse("")
                                + ">"
                                + row.to().orElseThrow()
                                + " ";
        return row.procedure()
                + " "
                + forms
                + row.course().map(course -> course + " ").orElse("")
                + row.fee().yen()
                + (row.fee().basis().confirmed() ? "" : "✱");
    }
}
