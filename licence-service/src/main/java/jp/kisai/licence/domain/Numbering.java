package jp.kisai.licence.domain;

import jp.kisai.contracts.vocabulary.RecordVersion;

/// How the versions of a record are numbered: from 1, and one after the other.
///
/// A database that was set back to an earlier point has forgotten numbers that others have seen.
/// Nothing new may bear one of those again, so numbers go on above a floor that none has reached.
///
/// @param above the floor; 0 where nothing was ever set back
public record Numbering(long above) {

    /// The numbering of a service whose database was never set back.
    public static final Numbering FROM_ONE = new Numbering(0);

    /// @throws IllegalArgumentException if the floor is negative
    public Numbering {
        if (above < 0) {
            throw new IllegalArgumentException("versions count up from 1 or above");
        }
    }

    RecordVersion first() {
        return new RecordVersion(above + 1);
    }

    RecordVersion after(RecordVersion version) {
        return new RecordVersion(Math.max(version.number(), above) + 1);
    }
}
