package jp.kisai.consent;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import jp.kisai.consent.domain.Limits;
import jp.kisai.consent.outside.CertificateChecks;
import jp.kisai.consent.outside.OcspAnswers;
import jp.kisai.consent.outside.Papers;
import jp.kisai.consent.outside.PemFile;
import jp.kisai.consent.outside.RevocationLists;
import jp.kisai.contracts.signature.CryptoProviders;
import jp.kisai.contracts.signature.SignedDocument;
import org.jboss.logging.Logger;

/// Reads at the start what the service trusts. Whatever is missing or unreadable stops the start.
@Startup
@Singleton
public class Trust {

    private static final Logger LOG = Logger.getLogger(Trust.class);

    private final ConsentSettings settings;
    private final CertificateChecks checks;
    private final List<X509Certificate> gateway;
    private final PemFile.Signer signer;

    Trust(ConsentSettings settings, CertificateMetrics metrics) {
        CryptoProviders.install();
        LOG.infof("Signatures are verified by %s", CryptoProviders.inUse());
        this.settings = settings;
        this.checks =
                new CertificateChecks(
                        PemFile.certificates(settings.trustAnchors()),
                        settings.signaturePolicy(),
                        metrics::enginesDisagree);
        this.gateway = PemFile.certificates(settings.jpkiGatewayCertificate());
        this.signer = PemFile.signer(settings.signer());
        warmUp();
    }

    /// The first holder is not the one to wait for classes to be loaded.
    private void warmUp() {
        checks.warmUp();
        papers().open(
                        SignedDocument.sign(
                                "{}".getBytes(StandardCharsets.UTF_8),
                                signer.key(),
                                signer.certificate(),
                                Instant.EPOCH));
    }

    @Produces
    @Singleton
    CertificateChecks checks() {
        return checks;
    }

    @Produces
    @Singleton
    RevocationLists lists() {
        return new RevocationLists(checks, settings.clockSkew(), settings.listMaxBytes());
    }

    @Produces
    @Singleton
    OcspAnswers ocspAnswers() {
        return new OcspAnswers(checks, settings.clockSkew());
    }

    @Produces
    @Singleton
    Papers papers() {
        return new Papers(settings.documentMaxBytes(), settings.clockSkew());
    }

    @Produces
    @Singleton
    Limits limits() {
        return settings.limits();
    }

    /// The certificates that may sign for the JPKI gateway.
    List<X509Certificate> gateway() {
        return gateway;
    }

    /// Signs the answers to municipalities.
    public PemFile.Signer signer() {
        return signer;
    }
}
