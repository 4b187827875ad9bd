package jp.kisai.contracts.vocabulary;

/// A prefecture (都道府県): 01 Hokkaido to 47 Okinawa, as in JIS X 0401. The tenant of every event.
///
/// The constructor refuses (`IllegalArgumentException`) what is not one of the 47
public record PrefectureCode(String digits) {

    private static final int LAST = 47;

    public PrefectureCode {
        if (!digits.matches("[0-9]{2}")
                || Integer.parseInt(digits) < 1
                || Integer.parseInt(digits) > LAST) {
            throw new IllegalArgumentException("a prefecture code is 01 to 47");
        }
    }

    @Override
    public String toString() {
        return digits;
    }
}
