package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import jp.kisai.localstack.process.ChildProcess;
import jp.kisai.localstack.process.Ports;
import jp.kisai.localstack.process.WebProbe;

/// A real Keycloak with the realm `kisai`: the roles, clients and people of `kisai-realm.json`.
///
/// Its address is part of every token it issues, so tokens outlive a restart, but not a change of
/// port.
public final class Keycloak extends Part {

    private static final Duration START_DEADLINE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path home;
    private final Path log;
    private final int port;

    private Keycloak(Path data, Ports ports) {
        this.home = data.resolve("keycloak");
        this.log = data.resolve("logs").resolve("keycloak.log");
        this.port = ports.of("keycloak");
    }

    /// A server with its data below this folder; it remembers its port there.
    public static Keycloak in(Path data) {
        return in(data, Ports.rememberedIn(data));
    }

    static Keycloak in(Path data, Ports ports) {
        return new Keycloak(data.toAbsolutePath(), ports);
    }

    /// The issuer of the tokens, as services are told it.
    public URI issuer() {
        return URI.create(address() + "/realms/kisai");
    }

    @Override
    public String name() {
        return "Keycloak";
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    String note() {
        return KeycloakDistribution.isPrepared()
                ? ""
                : "is built and given its tables, once per checkout: about a minute";
    }

    @Override
    ChildProcess launch() {
        var distribution = KeycloakDistribution.prepared();
        try {
            distribution.install(home);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not lay out Keycloak in " + home, e);
        }
        return ChildProcess.start(
                name(),
                distribution.command(
                        home,
                        "start",
                        "--optimized",
                        "--cache=local",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname=" + address(),
                        "--log-level=warn"),
                Map.of(),
                log);
    }

    @Override
    void awaitReady(ChildProcess launched) {
        launched.awaitReady(() -> WebProbe.isWell(issuer()), PAUSE, START_DEADLINE);
    }
}
