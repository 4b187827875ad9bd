package jp.kisai.localstack;

import java.util.stream.Stream;

/// The four services, in the order in which a change travels through them.
public enum Service {
    CONSENT("consent-service", "consent"),
    LICENCE("licence-service", "licence"),
    CARD_WRITER("card-writer-service", "card_writer"),
    NOTIFICATION("notification-service", "notification");

    private final String module;
    private final String database;

    Service(String module, String database) {
        this.module = module;
        this.database = database;
    }

    /// The service of this name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Service named(String module) {
        return Stream.of(values())
                .filter(service -> service.module.equals(module))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no service " + module + "."));
    }

    /// Its folder in the repository, and its name wherever a person reads one.
    public String module() {
        return module;
    }

    /// The database that is its own, and the role that owns it.
    public String database() {
        return database;
    }
}
