package jp.kisai.consent;

import java.util.UUID;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.testkit.TablesOwner;

/// Commits in the middle of which the database's process dies, as if the service or the database
/// had been killed there: of what one municipality sent, the first so many.
record DyingCommits(Rows rows, String name, int deaths) {

    /// A sequence is outside of transactions, so it remembers the deaths.
    static DyingCommits of(
            Rows rows, MunicipalityCode producer, String table, String event, int deaths) {
        String name = "dying_" + UUID.randomUUID().toString().replace("-", "");
        TablesOwner.execute(
                "create sequence " + name,
                "grant usage, select on sequence " + name + " to public",
                """
                create function %1$s() returns trigger language plpgsql as $$ begin
                  if new.producer = '%2$s' and nextval('%1$s') <= %3$d then
                    perform pg_terminate_backend(pg_backend_pid());
                  end if;
                  return null;
                end $$\
                """
                        .formatted(name, producer.digits(), deaths),
                "create constraint trigger %1$s after %3$s on %2$s deferrable initially deferred for each row execute function %1$s()"
                        .formatted(name, table, event));
        return new DyingCommits(rows, name, deaths);
    }

    boolean died() {
        return (long) rows.of("select last_value from " + name).getFirst() >= deaths;
    }
}
