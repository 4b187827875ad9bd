package jp.kisai.licence.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.LicenceEvents;
import jp.kisai.licence.domain.Commissions;
import jp.kisai.licence.store.RecordedVersion;

/// One version of a licence record, whole.
///
/// @param effectiveFrom since when what this version changed holds in the world
/// @param recordedAt since when it stands in the record
/// @param kind what made the version
/// @param changes the municipal changes that it carries out
/// @param items which of the holder's items differ from the version before
/// @param evidence where it is shown why: `decision` and an event's id, or `officer` and who
public record LicenceView(
        HolderId holder,
        RecordVersion version,
        Instant effectiveFrom,
        Instant recordedAt,
        LicenceChanged.Cause.Kind kind,
        List<ChangeKey> changes,
        List<Item> items,
        String evidence,
        LicenceChanged.Licence licence,
        List<Warning> warnings) {

    /// What an officer should compare with the paper.
    public enum Warning {
        /// The number's check digit is right by one reading of the rule only.
        CHECK_DIGIT_DISPUTED,
        /// No commission has this code today; some old numbers do.
        COMMISSION_UNKNOWN
    }

    static LicenceView of(RecordedVersion version) {
        return new LicenceView(
                version.holder(),
                version.licence().version(),
                version.effectiveFrom(),
                version.recordedAt(),
                version.cause().kind(),
                version.cause().changes(),
                version.cause().items(),
                version.evidence(),
                LicenceEvents.licence(version.licence().record()),
                warnings(version.licence().record().entitlement().number()));
    }

    private static List<Warning> warnings(LicenceNumber number) {
        List<Warning> warnings = new ArrayList<>();
        if (number.isDisputed()) {
            warnings.add(Warning.CHECK_DIGIT_DISPUTED);
        }
        if (!Commissions.isKnown(number)) {
            warnings.add(Warning.COMMISSION_UNKNOWN);
        }
        return warnings;
    }
}
