package jp.kisai.contracts.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckDigitsTest {

    /// 千代田区, 鹿児島市, 横浜市, 札幌市, 京都市, 那覇市
    @ParameterizedTest
    @ValueSource(strings = {"131016", "462012", "141003", "011002", "261009", "472018"})
    void takesTheCodesOfRealMunicipalities(String digits) {
        MunicipalityCode code = new MunicipalityCode(digits);
        assertEquals(digits.substring(0, 2), code.prefecture().digits());
    }

    @Test
    void takesExactlyOneCheckDigitPerMunicipality() {
        assertEquals(
                1, IntStream.range(0, 10).filter(last -> isMunicipality("13101" + last)).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "13101", "1310160", "13101６", "13101x", "131016\n", "481017"})
    void refusesWhatIsNoMunicipality(String digits) {
        assertThrows(
                IllegalArgumentException.class, () -> new MunicipalityCode(digits).prefecture());
    }

    /// The two published examples: the check digit is the eleventh of twelve.
    @ParameterizedTest
    @ValueSource(strings = {"309012345620", "309812345680", "309012345629"})
    void takesLicenceNumbersWithTheRightCheckDigit(String digits) {
        assertEquals(digits, new LicenceNumber(digits).digits());
    }

    @Test
    void takesExactlyOneCheckDigitPerLicence() {
        assertEquals(1, checkDigitsOf("3090123456").count());
        assertEquals(1, checkDigitsOf("3098123456").count());
    }

    /// Most sources compute 1 where the remainder is 0, one computes 0: both are on cards.
    @Test
    void takesBothCheckDigitsWhereTheSourcesDisagree() {
        assertEquals("[0, 1]", checkDigitsOf(withRemainder(0)).boxed().toList().toString());
        assertEquals("[0]", checkDigitsOf(withRemainder(1)).boxed().toList().toString());
    }

    @Test
    void warnsOfTheCheckDigitThatOnlyOneSourceComputes() {
        String disputed = withRemainder(0);

        assertTrue(new LicenceNumber(disputed + "00").isDisputed());
        assertFalse(new LicenceNumber(disputed + "10").isDisputed());
        assertFalse(new LicenceNumber(withRemainder(1) + "00").isDisputed());
    }

    @Test
    void countsReissuesInTheLastDigitUpToNine() {
        LicenceNumber first = new LicenceNumber("309012345620");

        assertEquals(Optional.of(new LicenceNumber("309012345621")), first.reissued());
        assertEquals(Optional.empty(), new LicenceNumber("309012345629").reissued());
        assertEquals("30", first.commissionCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30901234562",
                "3090123456200",
                "30901234562x",
                "３09012345620",
                "309012345630"
            })
    void refusesWhatIsNoLicenceNumber(String digits) {
        assertThrows(IllegalArgumentException.class, () -> new LicenceNumber(digits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "48", "1", "1a", "", "013"})
    void refusesWhatIsNoPrefecture(String digits) {
        assertThrows(IllegalArgumentException.class, () -> new PrefectureCode(digits));
    }

    private static IntStream checkDigitsOf(String tenDigits) {
        return IntStream.range(0, 10).filter(digit -> isLicence(tenDigits + digit + "0"));
    }

    /// Ten digits whose weighted sum leaves this remainder; the last weight is 2.
    private static String withRemainder(int remainder) {
        int[] weights = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
        return IntStream.range(0, 1_000)
                .mapToObj(serial -> "3090" + String.format(Locale.ROOT, "%06d", serial))
                .filter(
                        digits ->
                                IntStream.range(0, 10)
                                                        .map(
                                                                i ->
                                                                        (digits.charAt(i) - '0')
                                                                                * weights[i])
                                                        .sum()
                                                % 11
                                        == remainder)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isLicence(String digits) {
        try {
            return new LicenceNumber(digits).digits().equals(digits);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static boolean isMunicipality(String digits) {
        try {
            return new MunicipalityCode(digits).digits().equals(digits);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
