package jp.kisai.localstack.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jp.kisai.localstack.Database;
import jp.kisai.localstack.Service;

/// Whether the four databases say the same: each row of the one side must be on the other.
///
/// The questions are those of the runbook; what is compared is a text for each row.
final class Reconciliation {

    /// One fact that two services keep.
    record Fact(String name, Service here, String question, Service there, String otherQuestion) {}

    /// The first of the facts.
    static final String GRANTED = "granted items and items that the record judged";

    static final List<Fact> FACTS =
            List.of(
                    new Fact(
                            GRANTED,
                            Service.CONSENT,
                            """
                            select c.producer || '/' || c.event || ' ' || i.item
                              from changes c join change_items i on i.change = c.id
                             where i.state = 'GRANTED'
                            """,
                            Service.LICENCE,
                            """
                            select producer || '/' || change_id || ' ' || split_part(item, ' ', 1)
                              from applied_change, unnest(applied || refused) item
                            """),
                    new Fact(
                            "newest versions of records, and what the card writer follows",
                            Service.LICENCE,
                            "select holder || ' v' || version from licence",
                            Service.CARD_WRITER,
                            "select holder || ' v' || record_version from desk"),
                    new Fact(
                            "newest versions of records, and what holders are told of",
                            Service.LICENCE,
                            "select holder || ' v' || version from licence",
                            Service.NOTIFICATION,
                            """
                            select holder || ' v' || licence_version from holder_facts
                             where licence_version is not null
                            """),
                    new Fact(
                            "changes that the record applied, and notices of them",
                            Service.LICENCE,
                            """
                            select distinct producer || '/' || change_id from applied_change
                             where cardinality(applied) > 0
                            """,
                            Service.NOTIFICATION,
                            """
                            select distinct c.producer || '/' || c.change_id
                              from notice n join notice_change c on c.notice = n.id
                             where n.kind in ('APPLIED', 'APPLIED_IN_PART')
                            """),
                    new Fact(
                            "consents that count, and consents whose end is watched",
                            Service.CONSENT,
                            "select holder::text from consents where state = 'OPEN'",
                            Service.NOTIFICATION,
                            """
                            select holder::text from holder_facts where consent_until is not null
                            """));

    /// What must be nowhere.
    private static final Map<String, String> LEFT =
            Map.of(
                    "events that are not published", "select id::text from outbox",
                    "people who are held",
                            "select hold::text from postbox_holder where hold is not null",
                    "dead letters", "select id::text from dead_letter where state = 'OPEN'");

    private static final String DRIFT =
            """
            select holder || ' v' || version from licence
             where chip_content is not null and chip_content is distinct from proven_content
            """;

    private static final String APPLIED_TWICE =
            """
            select producer || '/' || change_id || ' ' || item
              from applied_change, unnest(applied) item
             group by producer, change_id, item having count(*) > 1
            """;

    private static final String OPEN_ENCODINGS =
            """
            select holder || ' v' || version from encoding
             where state in ('QUEUED', 'ORDERED', 'ACCEPTED', 'FAILED', 'OFFICER_NEEDED', 'HELD')
            """;

    private Reconciliation() {}

    /// Each difference in words; none if the databases agree and nothing is under way.
    ///
    /// @param databases of each service, the one that it works on
    static List<String> differences(Map<Service, Database> databases) throws SQLException {
        List<String> differences = new ArrayList<>();
        Map<Service, Connection> connections = new EnumMap<>(Service.class);
        try {
            for (Service service : Service.values()) {
                connections.put(
                        service, database(databases, service).connectAsOwner(service.database()));
            }
            compare(connections, differences);
            look(connections, differences);
        } finally {
            for (Connection connection : connections.values()) {
                connection.close();
            }
        }
        return differences;
    }

    private static void compare(Map<Service, Connection> connections, List<String> differences)
            throws SQLException {
        for (Fact fact : FACTS) {
            Set<String> here = rows(connections, fact.here(), fact.question());
            Set<String> there = rows(connections, fact.there(), fact.otherQuestion());
            note(differences, fact.name(), "only " + fact.here().module(), here, there);
            note(differences, fact.name(), "only " + fact.there().module(), there, here);
        }
    }

    /// What must be nowhere.
    private static void look(Map<Service, Connection> connections, List<String> differences)
            throws SQLException {
        for (Service service : Service.values()) {
            for (Map.Entry<String, String> left : LEFT.entrySet()) {
                note(
                        differences,
                        left.getKey(),
                        service.module(),
                        rows(connections, service, left.getValue()),
                        Set.of());
            }
        }
        note(
                differences,
                "chips behind their records",
                "licence-service",
                rows(connections, Service.LICENCE, DRIFT),
                Set.of());
        note(
                differences,
                "items applied twice",
                "licence-service",
                rows(connections, Service.LICENCE, APPLIED_TWICE),
                Set.of());
        note(
                differences,
                "open encodings",
                "card-writer-service",
                rows(connections, Service.CARD_WRITER, OPEN_ENCODINGS),
                Set.of());
    }

    private static void note(
            List<String> differences,
            String fact,
            String where,
            Set<String> these,
            Set<String> those) {
        for (String row : these) {
            if (!those.contains(row)) {
                differences.add(fact + ": " + where + ": " + row);
            }
        }
    }

    private static Set<String> rows(
            Map<Service, Connection> connections, Service service, String question)
            throws SQLException {
        Connection connection = connections.get(service);
        if (connection == null) {
            throw new IllegalArgumentException("There is no database of " + service);
        }
        Set<String> rows = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            while (answer.next()) {
                rows.add(answer.getString(1));
            }
        }
        return rows;
    }

    private static Database database(Map<Service, Database> databases, Service service) {
        Database database = databases.get(service);
        if (database == null) {
            throw new IllegalArgumentException("There is no database of " + service);
        }
        return database;
    }
}
