package jp.kisai.consent.web;

import java.time.Instant;
import java.util.List;
import jp.kisai.consent.domain.Consent;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.contracts.vocabulary.Item;
import org.jspecify.annotations.Nullable;

/// One version of a consent as its holder and an officer see it.
///
/// @param start the first instant at which it counts
/// @param end the first instant at which it counts no longer
/// @param certificate last four digits of the serial of the certificate that it was signed with
public record ConsentView(
        long version,
        List<Item> items,
        String wording,
        Instant givenAt,
        Instant start,
        Instant end,
        @Nullable Instant withdrawnAt,
        String certificate) {

    private static final int LAST_DIGITS = 4;

    static ConsentView of(ConsentRow row) {
        Consent consent = row.consent();
        String serial = consent.certificate().serial().text();
        return new ConsentView(
                consent.version(),
                consent.items().stream().sorted().toList(),
                row.wording(),
                consent.givenAt(),
                consent.start(),
                consent.end(),
                consent.withdrawnAt(),
                serial.substring(Math.max(0, serial.length() - LAST_DIGITS)));
    }
}
