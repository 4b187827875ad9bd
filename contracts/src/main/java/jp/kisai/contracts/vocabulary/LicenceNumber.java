package jp.kisai.contracts.vocabulary;

import java.util.Optional;

/// A licence number (免許証の番号): commission code, year, serial, check digit, re-issue count. Masked in
/// `toString()`.
///
/// The constructor refuses (`IllegalArgumentException`) what is not twelve digits, or whose check
/// digit can be right under no reading.
public record LicenceNumber(String digits) {

    private static final int[] WEIGHTS = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final int CHECK_POSITION = 10;
    private static final int REISSUES_POSITION = 11;
    private static final int MOST_REISSUES = 9;

    public LicenceNumber {
        if (!digits.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("a licence number has twelve digits");
        }
        int given = digits.charAt(CHECK_POSITION) - '0';
        if (given != (11 - remainder(digits)) % 10 && !isDisputed(digits)) {
            throw new IllegalArgumentException("wrong check digit in licence number");
        }
    }

    /// Whether its check digit is right by one reading of the rule only: a remainder of 0 gives 1
    /// by most sources and 0 by one. Such a number is accepted, and should be compared with the
    /// paper.
    public boolean isDisputed() {
        return isDisputed(digits);
    }

    /// The code of the commission that issued first (公安委員会コード).
    public String commissionCode() {
        return digits.substring(0, 2);
    }

    /// The number after one more re-issue: its last digit counts them. Empty after the ninth: what
    /// follows is not published.
    public Optional<LicenceNumber> reissued() {
        int reissues = digits.charAt(REISSUES_POSITION) - '0';
        return reissues == MOST_REISSUES
                ? Optional.empty()
                : Optional.of(
                        new LicenceNumber(digits.substring(0, REISSUES_POSITION) + (reissues + 1)));
    }

    @Override
    public String toString() {
        return "licence:" + digits.substring(0, 2) + "…";
    }

    private static boolean isDisputed(String digits) {
        return remainder(digits) == 0 && digits.charAt(CHECK_POSITION) == '0';
    }

    private static int remainder(String digits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return sum % 11;
    }
}
