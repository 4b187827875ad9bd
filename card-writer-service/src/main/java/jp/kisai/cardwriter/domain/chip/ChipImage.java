package jp.kisai.cardwriter.domain.chip;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The complete files of one order, in the order in which they are digested.
public record ChipImage(SortedMap<ChipFile, Octets> files) {

    public ChipImage(Map<ChipFile, Octets> files) {
        this(new TreeMap<>(files));
    }

    public ChipImage {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /// What the factory must report when it reads the chip back: SHA-256 over the files' bytes, one
    /// after the other.
    public String readBackSha256() {
        return Octets.sha256(files.values());
    }
}
