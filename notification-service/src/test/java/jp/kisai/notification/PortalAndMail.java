package jp.kisai.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.contracts.Headers;
import jp.kisai.localstack.doubles.SelfSigned;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// The citizen's portal with its identity provider, and a mail server: both real, in this process,
/// and failing when told to.
///
/// What is told and what was received lies in the system properties, in types of the JDK, because
/// this class and the tests may be loaded by different class loaders.
public final class PortalAndMail implements QuarkusTestResourceLifecycleManager {

    private static final String CLIENT = "kisai-notification";
    private static final String SECRET = "of-the-tests";
    private static final Pattern HOLDER = Pattern.compile("\"holder\":\"([0-9a-f-]{36})\"");

    /// What a conduct may be, beside an HTTP status or an SMTP code.
    static final int DROPS_AFTER_TAKING = -1;

    private @Nullable HttpServer portal;
    private @Nullable SMTPServer mail;
    private volatile String token = "";

    /// A notice as the portal got it.
    record Posted(String body, String key, String signature) {}

    /// What to answer to the next notices for this holder, or mails to this address; then all is
    /// well.
    static void tell(String recipient, Integer... conduct) {
        conducts().put(recipient, new ConcurrentLinkedQueue<>(List.of(conduct)));
    }

    /// The portal's tokens stop being accepted, until the next is asked for.
    static void withdrawTokens() {
        shared("portal.withdrawn").put("now", true);
    }

    static List<Posted> posted(String holder) {
        return received("portal:" + holder).stream()
                .map(each -> new Posted((String) each[0], (String) each[1], (String) each[2]))
                .toList();
    }

    /// The mails to this address, as they went over the wire.
    static List<String> mails(String address) {
        return received("mail:" + address).stream().map(each -> (String) each[0]).toList();
    }

    static Path signer() {
        return Path.of("target", "portal-signer.pem");
    }

    /// A mail's text, whatever it is wrapped in.
    static String text(String mail) {
        String body = mail.substring(mail.indexOf("\r\n\r\n") + 4);
        return mail.contains("base64")
                ? new String(Base64.getMimeDecoder().decode(body.strip()), StandardCharsets.UTF_8)
                : quotedPrintable(body.replace("=\r\n", ""));
    }

    /// RFC 2045, §6.7.
    private static String quotedPrintable(String body) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < body.length(); i++) {
            if (body.charAt(i) == '=') {
                text.write(Integer.parseInt(body.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                text.write(body.charAt(i));
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /// The mails to this address so far are no longer looked at.
    static void forgetMails(String address) {
        received("mail:" + address).clear();
    }

    @Override
    public Map<String, String> start() {
        try {
            Files.createDirectories(signer().toAbsolutePath().getParent());
            SelfSigned.p256(signer(), "CN=notification-service of the tests");
            InetAddress here = InetAddress.getLoopbackAddress();
            HttpServer http = HttpServer.create(new InetSocketAddress(here, 0), 0);
            http.createContext("/token", this::giveToken);
            http.createContext("/notices", this::takeNotice);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.start();
            portal = http;
            SMTPServer smtp =
                    SMTPServer.port(0)
                            .bindAddress(here)
                            .messageHandlerFactory(_ -> new Mailbox())
                            .build();
            smtp.start();
            mail = smtp;
            return settings(http.getAddress().getPort(), smtp.getPortAllocated());
        } catch (IOException | GeneralSecurityException cause) {
            throw new IllegalStateException("the neighbours do not start", cause);
        }
    }

    private static Map<String, String> settings(int portal, int mail) {
        String address = "http://127.0.0.1:" + portal;
        Map<String, String> settings = new HashMap<>();
        settings.put("kisai.notification.portal.url", address + "/notices");
        settings.put("kisai.notification.portal.token-url", address + "/token");
        settings.put("kisai.notification.portal.client-id", CLIENT);
        settings.put("kisai.notification.portal.client-secret", SECRET);
        settings.put("kisai.notification.portal.signer", signer().toAbsolutePath().toString());
        settings.put("kisai.notification.mail.from", "kisai@police.example");
        settings.put("quarkus.mailer.mock", "false");
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", Integer.toString(mail));
        settings.put("kisai.notification.delivery.gather-for-seconds", "0");
        settings.put("kisai.notification.delivery.first-pause-seconds", "0");
        settings.put("kisai.notification.delivery.longest-pause-seconds", "0");
        settings.put("kisai.notification.delivery.attempts", "3");
        settings.put("kisai.notification.delivery.timeout-ms", "3000");
        settings.put("kisai.notification.delivery.lease-seconds", "20");
        return settings;
    }

    @Override
    public void stop() {
        if (portal != null) {
            portal.stop(0);
        }
        if (mail != null) {
            mail.stop();
        }
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String basic =
                Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        boolean known =
                ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                        && body.contains("grant_type=client_credentials");
        if (known) {
            token = UUID.randomUUID().toString();
            shared("portal.withdrawn").clear();
        }
        answer(
                exchange,
                known ? 200 : 401,
                known
                        ? "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                                .formatted(token)
                        : "{\"error\":\"invalid_client\"}");
    }

    private void takeNotice(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher holder = HOLDER.matcher(body);
        boolean known =
                ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                        && !shared("portal.withdrawn").containsKey("now");
        if (!known || !holder.find()) {
            answer(exchange, known ? 400 : 401, "");
            return;
        }
        int conduct = next(holder.group(1), 202);
        if (conduct < 300) {
            received("portal:" + holder.group(1))
                    .add(
                            new Object[] {
                                body,
                                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                                exchange.getRequestHeaders().getFirst(Headers.SIGNATURE)
                            });
        }
        if (conduct == DROPS_AFTER_TAKING) {
            exchange.close();
        } else {
            answer(exchange, conduct, "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// One conversation with the mail server.
    private static final class Mailbox implements MessageHandler {

        private String recipient = "";
        private int conduct;

        @Override
        public void from(String sender) {
            // Anybody may write.
        }

        @Override
        public void recipient(String address) throws RejectException {
            recipient = address;
            conduct = next(address, 250);
            if (conduct >= 500) {
                throw new RejectException(conduct, "no: " + address);
            }
        }

        @Override
        public @Nullable String data(InputStream text) throws RejectException, IOException {
            ByteArrayOutputStream mail = new ByteArrayOutputStream();
            text.transferTo(mail);
            if (conduct >= 400) {
                throw new RejectException(conduct, "later");
            }
            received("mail:" + recipient).add(new Object[] {mail.toString(StandardCharsets.UTF_8)});
            if (conduct == DROPS_AFTER_TAKING) {
                throw new DropConnectionException(421, "gone");
            }
            return null;
        }

        @Override
        public void done() {
            // The next conversation has its own.
        }
    }

    private static int next(String recipient, int well) {
        Queue<Integer> told = conducts().get(recipient);
        Integer conduct = told == null ? null : told.poll();
        return conduct == null ? well : conduct;
    }

    private static Map<String, Queue<Integer>> conducts() {
        return shared("conduct");
    }

    private static List<Object[]> received(String by) {
        Map<String, List<Object[]>> all = shared("received");
        return all.computeIfAbsent(by, _ -> new CopyOnWriteArrayList<>());
    }

    @SuppressWarnings("unchecked")
    private static <V> Map<String, V> shared(String name) {
        return (Map<String, V>)
                System.getProperties()
                        .computeIfAbsent(
                                "kisai.tests." + name, _ -> new ConcurrentHashMap<String, V>());
    }
}
