package jp.kisai.consent;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.kisai.consent.outside.PemFile;
import jp.kisai.postbox.Expiries;

/// Shows until when answers can be signed, and who outside can be believed. Of the municipalities
/// [ProducerWatch] knows.
@Startup
@ApplicationScoped
class CertificatesInUse {

    CertificatesInUse(Expiries expiries, Trust trust, ConsentSettings settings) {
        expiries.watch("signer", List.of(trust.signer().certificate()));
        expiries.watch("jpki-gateway", trust.gateway());
        expiries.watch("trust-anchors", PemFile.certificates(settings.trustAnchors()));
    }
}
