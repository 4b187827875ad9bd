package jp.kisai.consent.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.kisai.consent.domain.CertificateKey;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;

/// Asks the one responder that the operator named about single certificates (RFC 6960, appendix A).
/// No address out of a certificate is ever opened, and no redirection followed.
///
/// What comes back is bytes: [OcspAnswers] reads them. What does not come, comes too late or is too
/// long is [Heard.Nothing]; nobody is kept by it for longer than the limit.
public final class OcspClient implements AutoCloseable {

    private static final int NONCE_BYTES = 32;
    private static final int OK = 200;

    private final URI responder;
    private final CertificateChecks checks;
    private final Duration timeout;
    private final Semaphore room;
    private final HttpClient http;
    private final SecureRandom random = new SecureRandom();

    /// @param timeout for the whole of an answer
    /// @param atOnce how many answers may be waited for
    public OcspClient(URI responder, CertificateChecks checks, Duration timeout, int atOnce) {
        this.responder = responder;
        this.checks = checks;
        this.timeout = timeout;
        this.room = new Semaphore(atOnce);
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    public sealed interface Heard {

        /// @param nonce what was sent with the question
        @SuppressWarnings("ArrayRecordComponent") // never compared: read once
        record Answer(byte[] der, byte[] nonce) implements Heard {}

        record Nothing(Silence why) implements Heard {}
    }

    public enum Silence {
        /// No connection, or it broke off; or the answer was longer than an answer can be.
        UNREACHABLE,
        OUT_OF_TIME,
        /// Another status than 200.
        TURNED_AWAY,
        /// As many are waited for as may be.
        OVERLOADED
    }

    /// Returns at once; what it returns never fails, and ends in time.
    public CompletableFuture<Heard> ask(CertificateKey certificate) {
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(new Heard.Nothing(Silence.OVERLOADED));
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(
                        HttpRequest.newBuilder(responder)
                                .header("Content-Type", "application/ocsp-request")
                                .header("Accept", "application/ocsp-response")
                                .timeout(timeout)
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                question(certificate, nonce)))
                                .build(),
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), OcspAnswers.MAX_BYTES));
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle(
                        (response, failure) -> {
                            room.release();
                            exchange.cancel(true);
                            return failure == null
                                    ? heard(response, nonce)
                                    : new Heard.Nothing(silence(failure));
                        });
    }

    private static Heard heard(HttpResponse<byte[]> response, byte[] nonce) {
        return response.statusCode() == OK
                ? new Heard.Answer(response.body(), nonce)
                : new Heard.Nothing(Silence.TURNED_AWAY);
    }

    private static Silence silence(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException || cause instanceof HttpTimeoutException
                ? Silence.OUT_OF_TIME
                : Silence.UNREACHABLE;
    }

    private byte[] question(CertificateKey certificate, byte[] nonce) {
        Anchor issuer =
                checks.anchors().stream()
                        .filter(anchor -> anchor.id().equals(certificate.authority()))
                        .findFirst()
                        .orElseThrow();
        try {
            Extension asked =
                    new Extension(
                            OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                            false,
                            new DEROctetString(nonce).getEncoded(ASN1Encoding.DER));
            return new OCSPRequest(
                            new TBSRequest(
                                    null,
                                    new DERSequence(
                                            new Request(
                                                    Hashes.about(
                                                            issuer, certificate.serial().value()),
                                                    null)),
                                    new Extensions(asked)),
                            null)
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("a question is always written", impossible);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
