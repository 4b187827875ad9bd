package jp.kisai.consent.outside;

import java.util.List;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.consent.domain.RevocationListReference;
import jp.kisai.contracts.vocabulary.CertificateSerial;

/// A revocation list that is in order, one generation of one distribution point.
///
/// @param authority the anchor that signed it, see [jp.kisai.consent.domain.CertificateKey]
/// @param distributionPoint the directory name of which it speaks, DER in hexadecimal
public record RevocationList(
        String authority,
        String distributionPoint,
        RevocationListReference reference,
        List<Entry> entries) {

    public record Entry(CertificateSerial serial, Revocation revocation) {}

    @Override
    public String toString() {
        return "RevocationList[" + reference.number() + ", " + entries.size() + " entries]";
    }
}
