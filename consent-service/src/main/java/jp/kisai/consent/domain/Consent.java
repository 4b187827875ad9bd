package jp.kisai.consent.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import jp.kisai.contracts.vocabulary.Item;
import org.jspecify.annotations.Nullable;

/// One consent as the holder signed it: for which items, from when, until when.
///
/// It counts from 00:00 in Tokyo of the day after it was given, for ten years, the last instant
/// excluded (S0: 同意は10年間有効). A consent is never altered: other items or another ten years are a new
/// version.
///
/// @param version counted from 1 for each holder, in the order of registration
/// @param items what it is given for; never the domicile
/// @param certificate the certificate it was signed with, valid then
/// @param withdrawnAt from when it counts no longer
public record Consent(
        long version,
        Instant givenAt,
        Set<Item> items,
        CertificateKey certificate,
        @Nullable Instant withdrawnAt) {

    public static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    static final int YEARS = 10;

    /// @throws IllegalArgumentException if it names no item, or the domicile
    public Consent {
        if (items.isEmpty() || items.contains(Item.DOMICILE)) {
            throw new IllegalArgumentException("a consent is for address, name or birth date");
        }
        items = Set.copyOf(EnumSet.copyOf(items));
    }

    /// The first instant at which it counts.
    public Instant start() {
        return startDay().atStartOfDay(TOKYO).toInstant();
    }

    /// The first instant at which it counts no longer. One that starts on 29 February, in a year
    /// whose tenth has no such day, lasts to the end of that February (民法 143 条 2 項 ただし書).
    public Instant end() {
        LocalDate start = startDay();
        LocalDate end = start.plusYears(YEARS);
        boolean noSuchDay = end.getDayOfMonth() != start.getDayOfMonth();
        return (noSuchDay ? end.plusDays(1) : end).atStartOfDay(TOKYO).toInstant();
    }

    boolean isWithdrawnAt(Instant instant) {
        return withdrawnAt != null && !instant.isBefore(withdrawnAt);
    }

    Consent withdrawn(Instant at) {
        return new Consent(version, givenAt, items, certificate, at);
    }

    private LocalDate startDay() {
        return givenAt.atZone(TOKYO).toLocalDate().plusDays(1);
    }
}
