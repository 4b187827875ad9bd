package jp.kisai.contracts.vocabulary;

/// A licence number (免許証の番号): commission code, year, serial, check digit, re-issue count. Masked in
/// `toString()`.
///
/// The constructor refuses (`IllegalArgumentException`) what is not twelve digits, or whose check
/// digit can be right under no reading.
public record LicenceNumber(String digits) {

    private static final int[] WEIGHTS = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final int CHECK_POSITION = 10;

    public LicenceNumber {
        if (!digits.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("a licence number has twelve digits");
        }
        int given = digits.charAt(CHECK_POSITION) - '0';
        // A remainder of 0 gives 1 by most sources and 0 by one: both are accepted.
        boolean disputed = remainder(digits) == 0 && given == 0;
        if (given != (11 - remainder(digits)) % 10 && !disputed) {
            throw new IllegalArgumentException("wrong check digit in licence number");
        }
    }

    @Override
    public String toString() {
        return "licence:" + digits.substring(0, 2) + "…";
    }

    private static int remainder(String digits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return sum % 11;
    }
}
