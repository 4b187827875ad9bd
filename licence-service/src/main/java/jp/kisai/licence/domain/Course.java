package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.List;
import jp.kisai.contracts.vocabulary.ColourBand;

/// The class of a renewing driver (運転者の区分), which decides course, term and colour.
///
/// Source: 道路交通法 92条の2 1項; 道路交通法施行令 33条の7. Judged are the five years that end 40 days before
/// the birthday (千葉県警察 更新の区分).
public enum Course {
    /// 優良
    EXCELLENT,
    /// 一般
    GENERAL,
    /// 違反
    VIOLATION,
    /// 初回
    FIRST;

    static final int YEARS_JUDGED = 5;
    static final int DAYS_BEFORE_BIRTHDAY = 40;
    private static final int MINOR_POINTS = 3;

    /// @param points 違反点数 of one violation
    public record Violation(LocalDate on, int points) {

        /// @throws IllegalArgumentException if it has no points
        public Violation {
            if (points < 1) {
                throw new IllegalArgumentException("a violation has at least one point");
            }
        }
    }

    /// @param heldSince when the oldest class of the licence was granted
    /// @param birthday of the year in which the licence ends
    public static Course of(LocalDate heldSince, List<Violation> violations, LocalDate birthday) {
        LocalDate judgedUntil = birthday.minusDays(DAYS_BEFORE_BIRTHDAY);
        LocalDate judgedFrom = judgedUntil.minusYears(YEARS_JUDGED);
        List<Violation> judged =
                violations.stream()
                        .filter(it -> it.on().isAfter(judgedFrom) && !it.on().isAfter(judgedUntil))
                        .toList();
        boolean minor = judged.size() == 1 && judged.getFirst().points() <= MINOR_POINTS;
        boolean heldLong = !heldSince.isAfter(judgedFrom);
        if (!judged.isEmpty() && !minor) {
            return VIOLATION;
        }
        if (!heldLong) {
            return FIRST;
        }
        return judged.isEmpty() ? EXCELLENT : GENERAL;
    }

    public ColourBand colour() {
        return switch (this) {
            case EXCELLENT -> ColourBand.GOLD;
            case GENERAL, VIOLATION, FIRST -> ColourBand.BLUE;
        };
    }

    /// Whether the course may be taken at home.
    public boolean isOnline() {
        return switch (this) {
            case EXCELLENT, GENERAL -> true;
            case VIOLATION, FIRST -> false;
        };
    }
}
