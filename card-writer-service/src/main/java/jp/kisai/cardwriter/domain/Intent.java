package jp.kisai.cardwriter.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Uuids;

/// That one record version is to be brought onto one card.
///
/// @param version also the fencing token: a factory that has encoded a newer one ignores this one
/// @param contentSha256 names the content: everything on the chip but the signature
/// @param changes the municipal changes that it brings onto the chip, oldest first
public record Intent(
        HolderId holder,
        PrefectureCode prefecture,
        CardReference card,
        RecordVersion version,
        String contentSha256,
        List<ChangeKey> changes) {

    public Intent {
        changes = List.copyOf(changes);
    }

    /// The order's id follows from card and version, so ordering twice is ordering once.
    public UUID order() {
        return Uuids.derived("encoding", card.text(), Long.toString(version.number()));
    }

    /// The same intent, which now also settles these changes.
    Intent alsoSettling(List<ChangeKey> more) {
        Set<ChangeKey> all = new LinkedHashSet<>(changes);
        all.addAll(more);
        return new Intent(holder, prefecture, card, version, contentSha256, List.copyOf(all));
    }
}
