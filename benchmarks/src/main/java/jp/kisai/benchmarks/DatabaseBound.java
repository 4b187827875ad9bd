package jp.kisai.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import jp.kisai.localstack.Database;

/// Inserts batches and commits each, through one connection, durably.
final class DatabaseBound {

    private static final String DATABASE = "licence";
    private static final int ROWS = 100;

    private DatabaseBound() {}

    static double perSecond(Database database, Duration time) throws SQLException {
        try (Connection connection = database.connectAsOwner(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table bench_bound (id uuid primary key, content text not null)");
            try {
                connection.setAutoCommit(false);
                return insert(connection, time);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                statement.execute("drop table bench_bound");
            }
        }
    }

    private static double insert(Connection connection, Duration time) throws SQLException {
        String content = "x".repeat(Bounds.EVENT_BYTES);
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long committed = 0;
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into bench_bound select id, ? from unnest(?::uuid[]) as wanted"
                                + " (id)")) {
            while (System.nanoTime() < end) {
                UUID[] ids = new UUID[ROWS];
                for (int i = 0; i < ROWS; i++) {
                    ids[i] = UUID.randomUUID();
                }
                insert.setString(1, content);
                insert.setArray(2, connection.createArrayOf("uuid", ids));
                insert.executeUpdate();
                connection.commit();
                committed += ROWS;
            }
        }
        return committed / ((System.nanoTime() - begin) / 1e9);
    }
}
