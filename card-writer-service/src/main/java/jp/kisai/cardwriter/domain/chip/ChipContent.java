package jp.kisai.cardwriter.domain.chip;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is to be on the chip, all but the signature.
///
/// Whether a chip must be encoded again is judged by this: a new signing key alone re-encodes
/// nobody.
public record ChipContent(SortedMap<ChipFile, Octets> files) {

    public ChipContent(Map<ChipFile, Octets> files) {
        this(new TreeMap<>(files));
    }

    public ChipContent {
        if (files.containsKey(ChipFile.WEF03) || !files.containsKey(ChipFile.WEF02)) {
            throw new IllegalArgumentException("content is WEF02 and others, without WEF03");
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /// Equal for equal content, and only then.
    public String sha256() {
        return Octets.sha256(files.values());
    }

    /// The complete files for an order.
    ///
    /// @throws IllegalArgumentException if the signer's names do not fit WEF03
    public ChipImage signedBy(ChipSigner signer) {
        Map<ChipFile, Octets> all = new TreeMap<>(files);
        Octets wef02 = files.get(ChipFile.WEF02);
        if (wef02 == null) {
            throw new IllegalStateException("content always has WEF02");
        }
        switch (ChipSignature.over(wef02, signer).encode(ChipFile.WEF03)) {
            case Encoding.Encoded<Octets>(Octets wef03) -> all.put(ChipFile.WEF03, wef03);
            case Encoding.Refused<Octets>(NotCarried reason) ->
                    throw new IllegalArgumentException("the signer does not fit: " + reason);
        }
        return new ChipImage(all);
    }
}
