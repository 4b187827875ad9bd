package jp.kisai.licence.store;

import java.time.Instant;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.licence.domain.CurrentLicence;
import jp.kisai.licence.domain.RecordVersions;

/// A version with everything that is recorded beside it.
///
/// @param evidence where it is shown why: `decision <event id>` or `officer <subject>`
public record RecordedVersion(
        HolderId holder,
        CurrentLicence licence,
        Instant effectiveFrom,
        Instant orderedAt,
        Instant recordedAt,
        LicenceChanged.Cause cause,
        String evidence) {

    /// As the rules about the past read it.
    public RecordVersions.Version inHistory() {
        return new RecordVersions.Version(
                licence.version(), effectiveFrom, orderedAt, recordedAt, licence.record());
    }
}
