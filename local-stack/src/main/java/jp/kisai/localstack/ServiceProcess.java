package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import jp.kisai.localstack.process.ChildProcess;
import jp.kisai.localstack.process.Java;
import jp.kisai.localstack.process.PartFailed;
import jp.kisai.localstack.process.Ports;
import jp.kisai.localstack.process.WebProbe;

/// One service of the suite, as it is packaged for production; its environment says where the
/// others are.
public final class ServiceProcess extends Part {

    private static final String HOST = "127.0.0.1";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Duration START_DEADLINE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Service service;
    private final String instanceId;
    private final String name;
    private final Path jar;
    private final Path log;
    private final Path environmentFile;
    private final int port;
    private final int managementPort;
    private final Map<String, String> environment = new TreeMap<>();

    ServiceProcess(Service service, Path data, Ports ports) {
        this(service, 0, data, ports, Map.of());
    }

    private ServiceProcess(
            Service service, int copy, Path data, Ports ports, Map<String, String> surroundings) {
        this.service = service;
        this.instanceId = service.module() + "-" + copy;
        this.name = copy == 0 ? service.module() : instanceId;
        this.jar =
                Home.folder()
                        .resolve(service.module())
                        .resolve("target/quarkus-app/quarkus-run.jar");
        this.log = data.resolve("logs").resolve(name + ".log");
        this.environmentFile = data.resolve("environments").resolve(name);
        this.port = ports.of(name);
        this.managementPort = ports.of(name + "-management");
        environment.putAll(surroundings);
        environment.putAll(
                Map.of(
                        "QUARKUS_HTTP_HOST",
                        HOST,
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_MANAGEMENT_HOST",
                        HOST,
                        "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(managementPort),
                        "KISAI_INSTANCE_ID",
                        instanceId));
    }

    /// The same service with the same surroundings, under a name of its own.
    ServiceProcess copy(int number, Path data, Ports ports) {
        return new ServiceProcess(service, number, data, ports, environment);
    }

    /// Adds to the environment of the next start.
    void with(Map<String, String> more) {
        environment.putAll(more);
    }

    public Service service() {
        return service;
    }

    /// What it says its name is, where copies of a service must be told apart.
    public String instanceId() {
        return instanceId;
    }

    /// Where its output goes.
    public Path log() {
        return log;
    }

    /// Where its REST interface answers.
    public URI uri() {
        return URI.create(address());
    }

    /// Where health and metrics answer.
    public URI managementUri() {
        return URI.create("http://" + HOST + ":" + managementPort);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return "http://" + HOST + ":" + port;
    }

    @Override
    ChildProcess launch() {
        if (!Files.exists(jar)) {
            throw new PartFailed(jar + " does not exist. Build first: ./mvnw package");
        }
        writeEnvironment();
        return ChildProcess.start(
                name(),
                List.of(
                        Java.program(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        jar.toString()),
                environment,
                log);
    }

    /// So that the service can be run beside the stack in another way: in a debugger, in a
    /// container. Readable for the owner only, since there are passwords in it.
    private void writeEnvironment() {
        try {
            Files.createDirectories(Objects.requireNonNull(environmentFile.getParent()));
            Files.deleteIfExists(environmentFile);
            Files.createFile(environmentFile, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.write(
                    environmentFile,
                    environment.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + environmentFile, e);
        }
    }

    @Override
    void awaitReady(ChildProcess launched) {
        var ready = managementUri().resolve("/q/health/ready");
        launched.awaitReady(() -> WebProbe.isWell(ready), PAUSE, START_DEADLINE);
    }
}
