package jp.kisai.licence.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.domain.LicenceRecord.Part;

/// All versions of one licence. None is ever altered or removed: a correction is a version of its
/// own.
///
/// Each version has two times: since when it holds in the world (valid time), and since when it
/// stands here (recorded time). They differ whenever a change is heard of late, so the past has two
/// questions in one: what did the record say on one day, as known on another?
public record RecordVersions(List<Version> versions) {

    /// @param effectiveFrom since when what this version changed holds in the world
    /// @param orderedAt its place among the holder's changes: as `effectiveFrom`, but never
    ///     before the change that it corrects
    /// @param recordedAt since when it stands in the record
    public record Version(
            RecordVersion number,
            Instant effectiveFrom,
            Instant orderedAt,
            Instant recordedAt,
            LicenceRecord record) {}

    /// @throws IllegalArgumentException if two have the same number
    public RecordVersions {
        versions = versions.stream().sorted(Comparator.comparing(Version::number)).toList();
        for (int i = 1; i < versions.size(); i++) {
            if (versions.get(i).number().equals(versions.get(i - 1).number())) {
                throw new IllegalArgumentException("each version has a number of its own");
            }
        }
    }

    /// What held at one moment, as known at another; empty if nothing was known of it.
    ///
    /// Each part of the record is looked up by itself. A change of name that is heard of after a
    /// later move must not carry the new address back into the time before that move.
    public Optional<LicenceRecord> at(Instant moment, Instant knownAt) {
        List<Version> known =
                versions.stream().filter(it -> !it.recordedAt().isAfter(knownAt)).toList();
        if (known.isEmpty() || known.getFirst().effectiveFrom().isAfter(moment)) {
            return Optional.empty();
        }
        LicenceRecord record = known.getFirst().record();
        for (Part part : Part.values()) {
            record = record.withPartOf(newestOf(part, known, moment), part);
        }
        return Optional.of(record);
    }

    /// The record whose version set the part last in the world, not last in the books.
    private static LicenceRecord newestOf(Part part, List<Version> known, Instant moment) {
        Version newest = known.getFirst();
        for (int i = 1; i < known.size(); i++) {
            Version candidate = known.get(i);
            LicenceRecord before = known.get(i - 1).record();
            if (candidate.record().partsThatDifferFrom(before).contains(part)
                    && !candidate.effectiveFrom().isAfter(moment)
                    && !candidate.orderedAt().isBefore(newest.orderedAt())) {
                newest = candidate;
            }
        }
        return newest.record();
    }
}
