package jp.kisai.localstack.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jp.kisai.localstack.Database;
import jp.kisai.localstack.Service;

/// Which server has each service's database at the moment.
final class ServiceDatabases {

    private final Map<Service, Database> servers = new EnumMap<>(Service.class);

    /// All on one.
    ServiceDatabases(Database server) {
        for (Service service : Service.values()) {
            servers.put(service, server);
        }
    }

    Database of(Service service) {
        Database server = servers.get(service);
        if (server == null) {
            throw new IllegalStateException(service + " has no database");
        }
        return server;
    }

    void move(Service service, Database server) {
        servers.put(service, server);
    }

    /// The first column of the first row.
    String ask(Service service, String question) throws SQLException {
        try (Connection connection = of(service).connectAsOwner(service.database());
                Statement statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    void execute(Service service, String command) throws SQLException {
        try (Connection connection = of(service).connectAsOwner(service.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(command);
        }
    }

    List<String> differences() throws SQLException {
        return Reconciliation.differences(servers);
    }
}
