package jp.kisai.consent;

import java.time.Instant;
import java.util.UUID;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.outside.Papers;
import jp.kisai.consent.outside.SignatureCertificate;
import jp.kisai.consent.store.EvidenceRow;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;

/// A paper whose signature holds and whose certificate is in order, with the bytes that prove it.
@SuppressWarnings("ArrayRecordComponent") // never compared: stored as it came
record Signed<P extends Papers.Paper>(P paper, SignatureCertificate certificate, byte[] document) {

    CertificateKey key() {
        return certificate.key();
    }

    Instant at() {
        return paper.at();
    }

    EvidenceRow evidence(EvidenceRow.Kind kind, Instant now) {
        return EvidenceRow.of(id("evidence"), holder(), kind, document, now);
    }

    /// Named by what was said, when and with which certificate, never by the bytes: a signature has
    /// many encodings.
    UUID id(String kind) {
        return Uuids.derived(
                kind,
                holder().text(),
                paper.getClass().getSimpleName(),
                paper.content(),
                at().toString(),
                key().authority(),
                key().serial().text());
    }

    private HolderId holder() {
        return paper.holder();
    }
}
