package jp.kisai.localstack.drill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.kisai.localstack.Database;
import jp.kisai.localstack.Service;

/// What the services' databases still hold of work that should be over.
public final class Leftovers {

    private static final Map<String, String> COUNTS = new LinkedHashMap<>();

    static {
        COUNTS.put("unpublished events", "select count(*) from outbox");
        COUNTS.put("parked records", "select count(*) from parked");
        COUNTS.put("held people", "select count(*) from postbox_holder where hold is not null");
        COUNTS.put("open dead letters", "select count(*) from dead_letter where state = 'OPEN'");
    }

    /// More than one notice of the same outcome of the same change.
    private static final String NOTICES_TWICE =
            """
            select count(*) from (
                select 1 from notice group by holder, about, outcome having count(*) > 1) twice\
            """;

    private Leftovers() {}

    /// Empty when nothing is left, and no notice was written twice.
    public static List<String> of(Database database) throws SQLException {
        List<String> found = new ArrayList<>();
        for (Service service : Service.values()) {
            try (Connection connection = database.connectAsOwner(service.database());
                    Statement statement = connection.createStatement()) {
                for (Map.Entry<String, String> count : COUNTS.entrySet()) {
                    note(
                            found,
                            statement,
                            service.module() + ": " + count.getKey(),
                            count.getValue());
                }
                if (service == Service.NOTIFICATION) {
                    note(found, statement, "notices twice", NOTICES_TWICE);
                }
            }
        }
        return found;
    }

    private static void note(List<String> found, Statement statement, String what, String query)
            throws SQLException {
        try (ResultSet counted = statement.executeQuery(query)) {
            counted.next();
            long count = counted.getLong(1);
            if (count > 0) {
                found.add(what + ": " + count);
            }
        }
    }
}
