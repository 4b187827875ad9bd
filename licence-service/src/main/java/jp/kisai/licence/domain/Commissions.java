package jp.kisai.licence.domain;

import java.util.Set;
import jp.kisai.contracts.vocabulary.LicenceNumber;

/// The codes of the public safety commissions (公安委員会), the first two digits of a licence number.
///
/// Five for 北海道, one for each other prefecture. Other codes are found on old numbers, so an unknown
/// one is looked at, not refused.
public final class Commissions {

    private static final Set<String> CODES =
            Set.of(
                    "10", "11", "12", "13", "14", "20", "21", "22", "23", "24", "25", "30", "40",
                    "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51", "52", "53",
                    "54", "55", "60", "61", "62", "63", "64", "65", "70", "71", "72", "73", "74",
                    "80", "81", "82", "83", "90", "91", "92", "93", "94", "95", "96", "97");

    private Commissions() {}

    public static boolean isKnown(LicenceNumber number) {
        return CODES.contains(number.commissionCode());
    }
}
