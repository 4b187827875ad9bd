package jp.kisai.localstack;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The databases of a server and the two roles of each.
final class Databases {

    private Databases() {}

    static void createMissing(Database server) throws SQLException {
        for (String name : Database.NAMES) {
            try (var connection = server.connectAsSuperuser(Database.SUPERUSER);
                    var statement = connection.createStatement()) {
                createIfMissing(server, statement, name);
            }
            try (var connection = server.connectAsSuperuser(name);
                    var statement = connection.createStatement()) {
                handOver(server, statement, name);
            }
        }
    }

    private static void createIfMissing(Database server, Statement statement, String name)
            throws SQLException {
        for (String role : List.of(server.owner(name), server.username(name))) {
            if (!found(statement, "select from pg_roles where rolname = '" + role + "'")) {
                statement.execute(
                        "create role " + role + " login password '" + server.password() + "'");
            }
        }
        if (!found(statement, "select from pg_database where datname = '" + name + "'")) {
            statement.execute(
                    "create database "
                            + name
                            + " owner "
                            + server.owner(name)
                            + " strategy file_copy");
        }
    }

    /// In a folder of an earlier version the service's role owns the database and all tables.
    private static void handOver(Database server, Statement statement, String name)
            throws SQLException {
        statement.execute(
                "reassign owned by " + server.username(name) + " to " + server.owner(name));
        statement.execute("revoke all on database " + name + " from public");
        statement.execute("grant connect on database " + name + " to " + server.username(name));
    }

    private static boolean found(Statement statement, String question) throws SQLException {
        try (var answer = statement.executeQuery(question)) {
            return answer.next();
        }
    }
}
