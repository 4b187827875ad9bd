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
        Fees.Unconfirmed wrong = new Fees.Unconfirmed(0, 0, 0, 0, 0, yen, 0, 0, 0);

        assertThrows(IllegalArgumentException.class, () -> new Fees(wrong));
    }

    @ParameterizedTest
    @CsvSource({
        "HOLDING_FORM_CHANGE, LICENCE_ONLY, 1500, 1500, false",
        "HOLDING_FORM_CHANGE, CARD_ONLY, 2550, 2550, false",
        "HOLDING_FORM_CHANGE, BOTH, 0, 0, false",
        "CARD_RECORDING, CARD_ONLY, 1500, 1500, true",
        "RENEWAL, BOTH, 2100, 2950, true",
        "RENEWAL_ELSEWHERE, BOTH, 2650, 3500, false",
        "COURSE, CARD_ONLY, 500, 1400, true",
    })
    void quotesTheLeastAndTheMost(
            Procedure procedure, HoldingForm form, int least, int most, boolean confirmed) {
        Fees.Quote quote = Records.FEES.quote(procedure, form).orElseThrow();

        assertEquals(least, quote.leastYen());
        assertEquals(most, quote.mostYen());
        assertEquals(confirmed, quote.confirmed());
    }

    /// Whoever runs the service sets what is not published; the published ones stay.
    @Test
    void whatIsNotPublishedIsASetting() {
        Fees fees = new Fees(new Fees.Unconfirmed(1, 2, 3, 4, 5, 6, 7, 8, 9));

        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7, 8, 2_109, 2_859, 2_959),
                fees.rows().stream()
                        .map(Fees.Row::fee)
                        .filter(fee -> !fee.basis().confirmed())
                        .map(Fee::yen)
                        .toList());
        assertEquals(
                Records.FEES.rows().stream().filter(row -> row.fee().basis().confirmed()).toList(),
                fees.rows().stream().filter(row -> row.fee().basis().confirmed()).toList());
    }

    @Test
    void quotesNothingWhereNothingIsPaidToThePolice() {
        assertEquals(
                Optional.empty(),
                Records.FEES.quote(Procedure.MUNICIPAL_CHANGE, HoldingForm.CARD_ONLY));
    }
}
