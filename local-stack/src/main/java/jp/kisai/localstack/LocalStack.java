package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import jp.kisai.localstack.process.FolderLock;
import jp.kisai.localstack.process.PartFailed;
import jp.kisai.localstack.process.Ports;
import org.jspecify.annotations.Nullable;

/// The whole suite on this machine: broker, database and Keycloak, then the four services.
///
/// One folder holds everything: data, logs, ports. Started again on the same folder, the stack has
/// the same data at the same addresses. Closing it ends every process; so does the end of this JVM,
/// in whatever way it ends.
public final class LocalStack implements AutoCloseable {

    private final Path data;
    private final Progress progress;
    private final Preparation preparation;
    private final Broker broker;
    private final Database database;
    private final Keycloak keycloak;
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private final List<ServiceProcess> copies = new CopyOnWriteArrayList<>();
    private final Ports ports;
    private final FolderLock lock;
    private @Nullable Thread hook;
    private volatile boolean closed;

    private LocalStack(Builder builder) {
        this.data = builder.data;
        this.progress = builder.progress;
        this.preparation = builder.preparation;
        this.lock = FolderLock.of(data);
        this.ports = Ports.rememberedIn(data);
        this.broker = Broker.in(data, ports);
        this.database =
                builder.archivingWal ? Database.archiving(data, ports) : Database.in(data, ports);
        this.keycloak = Keycloak.in(data, ports);
        for (Service service : Service.values()) {
            var process = new ServiceProcess(service, data, ports);
            process.with(surroundings(service, database));
            process.with(builder.environments.getOrDefault(service, Map.of()));
            services.put(service, process);
        }
    }

    /// A stack with its data in this folder; nothing is started yet.
    public static Builder builder(Path data) {
        return new Builder(data);
    }

    /// Starts everything and returns when all of it is ready.
    ///
    /// @throws PartFailed if a part does not start; the others have been stopped again then
    public LocalStack start() {
        var onExit = new Thread(this::end, "stop the stack");
        Runtime.getRuntime().addShutdownHook(onExit);
        hook = onExit;
        try {
            together(List.of(broker, database, keycloak), this::startOne);
            preparation
                    .environments(data)
                    .forEach((service, environment) -> service(service).with(environment));
            together(List.copyOf(services.values()), this::startOne);
            addresses().writeTo(data);
            return this;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("Could not prepare the stack in " + data, e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public Broker broker() {
        return broker;
    }

    public Database database() {
        return database;
    }

    public Keycloak keycloak() {
        return keycloak;
    }

    public ServiceProcess service(Service service) {
        var process = services.get(service);
        if (process == null) {
            throw new IllegalArgumentException("There is no " + service);
        }
        return process;
    }

    /// One more copy of a service beside the first, as a second pod would be. It is not started
    /// yet; it is no [part][#parts()], but ends with the stack.
    public synchronized ServiceProcess another(Service service) {
        long number = copies.stream().filter(copy -> copy.service() == service).count() + 1;
        var copy = service(service).copy((int) number, data, ports);
        copies.add(copy);
        return copy;
    }

    /// From its next start on, the service works on a database elsewhere.
    public void moveDatabase(Service service, Database elsewhere) {
        service(service).with(surroundings(service, elsewhere));
    }

    /// Adds to the environment of the service's next start.
    public void env(Service service, Map<String, String> environment) {
        service(service).with(environment);
    }

    /// Every part, in the order of starting.
    public List<Part> parts() {
        var parts = new ArrayList<Part>(List.of(broker, database, keycloak));
        parts.addAll(services.values());
        return parts;
    }

    public Path data() {
        return data;
    }

    public StackAddresses addresses() {
        return new StackAddresses(
                ProcessHandle.current().pid(),
                broker.bootstrapServers(),
                database.address(),
                keycloak.issuer(),
                byModule(ServiceProcess::uri),
                byModule(ServiceProcess::managementUri));
    }

    /// Stops the services, then what they stand on; returns when every process is gone.
    @Override
    public void close() {
        var onExit = hook;
        hook = null;
        if (onExit != null && onExit != Thread.currentThread()) {
            removeHook(onExit);
        }
        end();
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            StackAddresses.removeFrom(data);
            if (Stream.concat(parts().stream(), copies.stream()).anyMatch(Part::running)) {
                stopAll();
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopAll() {
        long begun = System.nanoTime();
        progress.stopping();
        var allServices = new ArrayList<Part>(services.values());
        allServices.addAll(copies);
        together(allServices, Part::stop);
        together(List.of(broker, database, keycloak), Part::stop);
        progress.stopped(Duration.ofNanos(System.nanoTime() - begun));
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The JVM is on its way out and the hook is at work; end() waits for it.
        }
    }

    private void startOne(Part part) {
        progress.starting(part);
        long begun = System.nanoTime();
        try {
            part.start();
        } catch (RuntimeException e) {
            // A part that is stopped while it starts has not failed.
            if (!closed) {
                progress.failed(part);
            }
            throw e;
        }
        progress.ready(part, Duration.ofNanos(System.nanoTime() - begun));
    }

    /// Does it to all of them at once. The first failure kills the others, which ends the wait for
    /// them, and is then thrown.
    private static void together(List<? extends Part> parts, Consumer<Part> action) {
        var first = new AtomicReference<@Nullable RuntimeException>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Part part : parts) {
                threads.execute(
                        () -> {
                            try {
                                action.accept(part);
                            } catch (RuntimeException e) {
                                if (first.compareAndSet(null, e)) {
                                    parts.forEach(Part::kill);
                                }
                            }
                        });
            }
        }
        var failure = first.get();
        if (failure != null) {
            throw failure;
        }
    }

    private Map<String, String> surroundings(Service service, Database database) {
        var name = service.database();
        var environment =
                new TreeMap<>(
                        Map.of(
                                "QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl(name),
                                "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(name),
                                "QUARKUS_DATASOURCE_USERNAME", database.username(name),
                                "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                                "QUARKUS_FLYWAY_USERNAME", database.owner(name),
                                "QUARKUS_FLYWAY_PASSWORD", database.password(),
                                "QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.issuer().toString()));
        environment.putAll(broker.environmentOf(service.module()));
        return environment;
    }

    private Map<String, URI> byModule(Function<ServiceProcess, URI> address) {
        var addresses = new TreeMap<String, URI>();
        services.forEach(
                (service, process) -> addresses.put(service.module(), address.apply(process)));
        return addresses;
    }

    /// The choices before a start.
    public static final class Builder {

        private final Path data;
        private final Map<Service, Map<String, String>> environments = new EnumMap<>(Service.class);
        private Preparation preparation = Preparation.none();
        private Progress progress = Progress.silent();
        private boolean archivingWal;

        private Builder(Path data) {
            this.data = data.toAbsolutePath().normalize();
        }

        /// Adds to the environment of one service.
        public Builder env(Service service, Map<String, String> environment) {
            environments.computeIfAbsent(service, _ -> new TreeMap<>()).putAll(environment);
            return this;
        }

        public Builder preparation(Preparation chosen) {
            this.preparation = chosen;
            return this;
        }

        public Builder progress(Progress chosen) {
            this.progress = chosen;
            return this;
        }

        /// The database keeps its write-ahead log, so that it can be restored to any point.
        public Builder archivingWal() {
            archivingWal = true;
            return this;
        }

        /// Takes the folder and the ports; starts nothing yet.
        public LocalStack build() {
            return new LocalStack(this);
        }
    }
}
