package jp.kisai.cardwriter.domain.chip;

import jp.kisai.contracts.vocabulary.LicenceClass;

/// Where a class stands among the fifteen that follow each other under successive tags: EC–FA in
/// WEF02, 25–33 in DF1/EF01.
final class ClassPosition {

    private ClassPosition() {}

    static int of(LicenceClass licenceClass) {
        return switch (licenceClass) {
            case LARGE -> 0;
            case ORDINARY -> 1;
            case LARGE_SPECIAL -> 2;
            case LARGE_MOTORCYCLE -> 3;
            case ORDINARY_MOTORCYCLE -> 4;
            case SMALL_SPECIAL -> 5;
            case MOPED -> 6;
            case TOWING -> 7;
            case LARGE_SECOND -> 8;
            case ORDINARY_SECOND -> 9;
            case LARGE_SPECIAL_SECOND -> 10;
            case TOWING_SECOND -> 11;
            case MEDIUM -> 12;
            case MEDIUM_SECOND -> 13;
            case SEMI_MEDIUM -> 14;
        };
    }
}
