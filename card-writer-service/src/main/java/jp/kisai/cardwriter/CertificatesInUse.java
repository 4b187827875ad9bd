package jp.kisai.cardwriter;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.kisai.cardwriter.outside.FactoryCertificates;
import jp.kisai.cardwriter.outside.SignedSource;
import jp.kisai.cardwriter.outside.SigningKey;
import jp.kisai.postbox.Expiries;

/// Shows until when orders can be signed and encrypted, and who outside can be believed.
@Startup
@ApplicationScoped
class CertificatesInUse {

    CertificatesInUse(
            Expiries expiries,
            SigningKey signer,
            FactoryCertificates factory,
            CardWriterSettings settings) {
        expiries.watch("signer", List.of(signer.certificate()));
        expiries.watch("factory", factory.all());
        expiries.watch("factory-trust", factory.authorities());
        expiries.watch("j-lis", SignedSource.jlis(settings).certificates());
    }
}
