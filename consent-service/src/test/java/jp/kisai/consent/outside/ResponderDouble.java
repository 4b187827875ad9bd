package jp.kisai.consent.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;

/// An OCSP responder on a port of this machine. It answers what it is asked, and misbehaves when it
/// is told to.
public final class ResponderDouble implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final PemFile.Signer anchor;
    private volatile Conduct conduct = Conduct.GOOD;

    public enum Conduct {
        GOOD,
        REVOKED,
        UNKNOWN,
        TRY_LATER,
        /// Another's nonce, as in an answer that was recorded earlier.
        OTHER_NONCE,
        NO_NONCE,
        OTHER_CERTIFICATE,
        /// An error page with status 200.
        HTML,
        STATUS_500,
        REDIRECT,
        /// Takes the question and says nothing.
        SILENT,
        /// Begins an answer and never ends it.
        STALLS,
        ENDLESS,
        CUTS_OFF
    }

    public ResponderDouble(PemFile.Signer anchor) throws IOException {
        this.anchor = anchor;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public void behaves(Conduct conduct) {
        this.conduct = conduct;
    }

    public URI address() {
        return URI.create(
                "http://%s:%d/"
                        .formatted(
                                server.getAddress().getAddress().getHostAddress(),
                                server.getAddress().getPort()));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            OCSPReq question = new OCSPReq(exchange.getRequestBody().readAllBytes());
            switch (conduct) {
                case STATUS_500 -> exchange.sendResponseHeaders(500, -1);
                case REDIRECT -> {
                    exchange.getResponseHeaders().add("Location", address() + "elsewhere");
                    exchange.sendResponseHeaders(307, -1);
                }
                case HTML -> send(exchange, "<html>OK</html>".getBytes(StandardCharsets.UTF_8));
                case SILENT -> awaitEnd();
                case STALLS -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(new byte[10]);
                    exchange.getResponseBody().flush();
                    awaitEnd();
                }
                case CUTS_OFF -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(new byte[10]);
                }
                case ENDLESS -> {
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream body = exchange.getResponseBody();
                    while (end.getCount() > 0) {
                        body.write(new byte[8192]);
                    }
                }
                case GOOD, REVOKED, UNKNOWN, TRY_LATER, OTHER_NONCE, NO_NONCE, OTHER_CERTIFICATE ->
                        send(exchange, answer(question));
            }
        }
    }

    private byte[] answer(OCSPReq question) {
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        Answers answer = new Answers(anchor.certificate(), anchor.key(), now);
        answer.serial = question.getRequestList()[0].getCertID().getSerialNumber();
        answer.nonce =
                ASN1OctetString.getInstance(
                                question.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                                        .getParsedValue())
                        .getOctets();
        switch (conduct) {
            case REVOKED ->
                    answer.status =
                            new RevokedStatus(
                                    Date.from(now.minusSeconds(5)), CRLReason.keyCompromise);
            case UNKNOWN -> answer.status = new UnknownStatus();
            case TRY_LATER -> answer.outcome = OCSPRespBuilder.TRY_LATER;
            case OTHER_NONCE -> answer.nonce = new byte[32];
            case NO_NONCE -> answer.nonce = null;
            case OTHER_CERTIFICATE -> answer.serial = answer.serial.add(BigInteger.ONE);
            default -> {}
        }
        return answer.der();
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
