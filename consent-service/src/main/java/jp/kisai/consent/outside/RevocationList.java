package jp.kisai.consent.outside;

import jp.kisai.consent.domain.RevocationListReference;

/// A revocation list that is in order, one generation of one distribution point.
///
/// @param authority the anchor that signed it, see [jp.kisai.consent.domain.CertificateKey]
/// @param distributionPoint the directory name of which it speaks, DER in hexadecimal
public record RevocationList(
        String authority,
        String distributionPoint,
        RevocationListReference reference,
        Entries entries) {

    @Override
    public String toString() {
        return "RevocationList[" + reference.number() + ", " + entries.count() + " entries]";
    }
}
