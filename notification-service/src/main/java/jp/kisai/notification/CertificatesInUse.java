package jp.kisai.notification;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.kisai.notification.outside.PortalWebhook;
import jp.kisai.postbox.Expiries;

/// Shows until when the portal can be spoken to.
@Startup
@ApplicationScoped
class CertificatesInUse {

    CertificatesInUse(Expiries expiries, PortalWebhook portal) {
        portal.certificate()
                .ifPresent(certificate -> expiries.watch("signer", List.of(certificate)));
    }
}
