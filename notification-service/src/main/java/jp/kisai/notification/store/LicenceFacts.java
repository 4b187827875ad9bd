package jp.kisai.notification.store;

import java.time.LocalDate;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// What notices tell of a licence record.
///
/// @param until the nominal last day of validity
/// @param renewalFrom the first day of the renewal window
/// @param runs whether it is neither cancelled nor lapsed
/// @param onCard whether the My Number card carries it
/// @param card stands for that card without naming it
public record LicenceFacts(
        RecordVersion version,
        LocalDate until,
        LocalDate renewalFrom,
        boolean runs,
        boolean onCard,
        @Nullable UUID card) {}
