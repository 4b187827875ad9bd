package jp.kisai.licence;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.kisai.licence.outside.AnswerSigner;
import jp.kisai.postbox.Expiries;

/// Shows until when answers can be signed.
@Startup
@ApplicationScoped
class CertificatesInUse {

    CertificatesInUse(Expiries expiries, AnswerSigner signer) {
        expiries.watch("signer", List.of(signer.certificate()));
    }
}
