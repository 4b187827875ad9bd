package jp.kisai.contracts.vocabulary;

/// A municipality's code (全国地方公共団体コード): five digits and a check digit, such as 131016 for 千代田区.
///
/// Source: 総務省 全国地方公共団体コード; the check digit is `(11 − Σ d·{6,5,4,3,2} mod 11) mod 10`.
///
/// The constructor refuses (`IllegalArgumentException`) what is not six digits, or has a wrong
/// check digit
public record MunicipalityCode(String digits) {

    private static final int[] WEIGHTS = {6, 5, 4, 3, 2};

    public MunicipalityCode {
        if (!digits.matches("[0-9]{6}")) {
            throw new IllegalArgumentException("a municipality code has six digits");
        }
        if (checkDigit(digits) != digits.charAt(5) - '0') {
            throw new IllegalArgumentException("wrong check digit in municipality code " + digits);
        }
    }

    public PrefectureCode prefecture() {
        return new PrefectureCode(digits.substring(0, 2));
    }

    @Override
    public String toString() {
        return digits;
    }

    private static int checkDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return (11 - sum % 11) % 10;
    }
}
