package jp.kisai.cardwriter.domain.chip;

import java.time.LocalDate;
import java.util.Map;
import jp.kisai.contracts.vocabulary.LicenceClass;
import org.jspecify.annotations.Nullable;

/// 免許の年月日: since when a class of each category has been held; null where none is.
///
/// @param lighter 二・小・原
/// @param other 他
/// @param second 二種
record CategoryDates(
        @Nullable LocalDate lighter, @Nullable LocalDate other, @Nullable LocalDate second) {

    private enum Category {
        LIGHTER,
        OTHER,
        SECOND
    }

    static CategoryDates of(Map<LicenceClass, LocalDate> classes) {
        return new CategoryDates(
                earliest(classes, Category.LIGHTER),
                earliest(classes, Category.OTHER),
                earliest(classes, Category.SECOND));
    }

    void write(ElementWriter writer, int firstTag) {
        writer.dateIfHeld(firstTag, lighter)
                .dateIfHeld(firstTag + 1, other)
                .dateIfHeld(firstTag + 2, second);
    }

    static CategoryDates read(ElementReader reader, int firstTag) {
        return new CategoryDates(
                reader.dateIfHeld(firstTag),
                reader.dateIfHeld(firstTag + 1),
                reader.dateIfHeld(firstTag + 2));
    }

    private static @Nullable LocalDate earliest(
            Map<LicenceClass, LocalDate> classes, Category category) {
        return classes.entrySet().stream()
                .filter(held -> categoryOf(held.getKey()) == category)
                .map(Map.Entry::getValue)
                .min(LocalDate::compareTo)
                .orElse(null);
    }

    private static Category categoryOf(LicenceClass licenceClass) {
        return switch (licenceClass) {
            case LARGE_MOTORCYCLE, ORDINARY_MOTORCYCLE, SMALL_SPECIAL, MOPED -> Category.LIGHTER;
            case LARGE, ORDINARY, LARGE_SPECIAL, TOWING, MEDIUM, SEMI_MEDIUM -> Category.OTHER;
            case LARGE_SECOND,
                    ORDINARY_SECOND,
                    LARGE_SPECIAL_SECOND,
                    TOWING_SECOND,
                    MEDIUM_SECOND ->
                    Category.SECOND;
        };
    }
}
