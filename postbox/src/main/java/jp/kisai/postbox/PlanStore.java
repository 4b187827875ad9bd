package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Plans and the records that they are about, fixed when they were prepared.
final class PlanStore {

    private static final String PREPARE =
            """
            insert into operation_plan (id, action, selection, reason, prepared_at, prepared_by)
            values (:id, :action, :selection, :reason, :now, :operator)\
            """;

    private static final String SELECT =
            """
            insert into operation_plan_letter (plan, position, letter)
            select :plan, position, id from dead_letter
            where state = 'OPEN'
            """
                    + DeadLetterList.Selection.CONDITION
                    + " order by position limit :rows";

    private static final String OF =
            """
            select id, action, selection, reason, prepared_at, prepared_by, confirmed_at,
                   confirmed_by
            from operation_plan where id = :plan for update\
            """;

    private static final String COUNTS =
            """
            select coalesce(rehearsed, ''), coalesce(outcome, ''), count(*)
            from operation_plan_letter where plan = :plan group by 1, 2\
            """;

    private static final String CONFIRM =
            """
            update operation_plan set confirmed_at = :now, confirmed_by = :operator
            where id = :plan and confirmed_at is null\
            """;

    private static final String TO_REHEARSE =
            """
            select letter from operation_plan_letter where plan = :plan and rehearsed is null
            order by position limit :rows\
            """;

    private static final String TO_DO =
            """
            select letter from operation_plan_letter where plan = :plan and outcome is null
            order by position limit :rows\
            """;

    private static final String REHEARSED =
            """
            update operation_plan_letter set rehearsed = :ending
            where plan = :plan and letter = :letter\
            """;

    private static final String DONE =
            """
            update operation_plan_letter set outcome = :ending
            where plan = :plan and letter = :letter\
            """;

    private PlanStore() {}

    enum Action {
        REPLAY,
        GIVE_UP
    }

    record Row(
            UUID id,
            Action action,
            String selection,
            String reason,
            Instant preparedAt,
            String preparedBy,
            @Nullable Instant confirmedAt,
            @Nullable String confirmedBy) {}

    /// How many records of a plan came to which end.
    ///
    /// @param rehearsed by what would come of them; those that were not rehearsed are not counted
    /// @param outcomes by what came of them
    record Counts(
            long records,
            long toRehearse,
            long toDo,
            Map<String, Long> rehearsed,
            Map<String, Long> outcomes) {}

    /// Answers how many records it is about.
    static Uni<Integer> prepare(
            OpenUnit unit,
            UUID plan,
            Action action,
            DeadLetterList.Selection selection,
            int mostRecords,
            OperatorRequest request) {
        return unit.session()
                .createNativeQuery(PREPARE)
                .setParameter("id", plan)
                .setParameter("action", action.name())
                .setParameter("selection", selection.text())
                .setParameter("reason", request.reason())
                .setParameter("now", unit.now())
                .setParameter("operator", request.operator())
                .executeUpdate()
                .chain(
                        () ->
                                selection
                                        .on(unit.session().createNativeQuery(SELECT))
                                        .setParameter("plan", plan)
                                        .setParameter("rows", mostRecords)
                                        .executeUpdate());
    }

    /// Locked until the end of the transaction.
    static Uni<Optional<Row>> of(Mutiny.StatelessSession session, UUID plan) {
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("plan", plan)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(PlanStore::row));
    }

    static Uni<Counts> counts(Mutiny.StatelessSession session, UUID plan) {
        return session.createNativeQuery(COUNTS, Object[].class)
                .setParameter("plan", plan)
                .getResultList()
                .map(PlanStore::counts);
    }

    static Uni<Void> confirm(OpenUnit unit, UUID plan, OperatorRequest request) {
        return unit.session()
                .createNativeQuery(CONFIRM)
                .setParameter("now", unit.now())
                .setParameter("operator", request.operator())
                .setParameter("plan", plan)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// The next records of the plan, in the order in which they were set aside.
    static Uni<List<UUID>> next(OpenUnit unit, UUID plan, boolean rehearsal, int rows) {
        return unit.session()
                .createNativeQuery(rehearsal ? TO_REHEARSE : TO_DO, UUID.class)
                .setParameter("plan", plan)
                .setParameter("rows", rows)
                .getResultList();
    }

    static Uni<Void> note(OpenUnit unit, UUID plan, boolean rehearsal, Attempt attempt) {
        return unit.session()
                .createNativeQuery(rehearsal ? REHEARSED : DONE)
                .setParameter("ending", attempt.ending().name())
                .setParameter("plan", plan)
                .setParameter("letter", attempt.letter())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Counts counts(List<Object[]> rows) {
        long records = 0;
        Map<String, Long> rehearsed = new TreeMap<>();
        Map<String, Long> outcomes = new TreeMap<>();
        for (Object[] row : rows) {
            long count = (long) row[2];
            records += count;
            rehearsed.merge((String) row[0], count, Long::sum);
            outcomes.merge((String) row[1], count, Long::sum);
        }
        Long toRehearse = rehearsed.remove("");
        Long toDo = outcomes.remove("");
        return new Counts(
                records,
                toRehearse == null ? 0 : toRehearse,
                toDo == null ? 0 : toDo,
                rehearsed,
                outcomes);
    }

    private static Row row(Object[] row) {
        return new Row(
                (UUID) row[0],
                Action.valueOf((String) row[1]),
                (String) row[2],
                (String) row[3],
                ((OffsetDateTime) row[4]).toInstant(),
                (String) row[5],
                row[6] == null ? null : ((OffsetDateTime) row[6]).toInstant(),
                (String) row[7]);
    }
}
