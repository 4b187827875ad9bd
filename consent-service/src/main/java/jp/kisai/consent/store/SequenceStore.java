package jp.kisai.consent.store;

import static java.util.stream.Collectors.groupingBy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.consent.domain.Sequence;
import jp.kisai.consent.domain.Sequence.Gap;
import jp.kisai.consent.domain.Sequence.Heard;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.hibernate.reactive.mutiny.Mutiny;

/// The municipalities' numbers. What is heard is only noted by the batches; one at a time works it
/// into the sequences here, so that no two batches wait for each other.
@ApplicationScoped
public class SequenceStore {

    private static final String TAKE =
            """
            delete from sequence_news
            where ctid = any(array(select ctid from sequence_news limit :limit))
            returning producer, sequence, heard_at\
            """;

    private static final String HIGHEST =
            "select producer, highest from producer_sequences where producer = any(:producers)";

    private static final String TOUCHED =
            """
            select g.producer, g.first, g.last, g.since from sequence_gaps g
            where exists (
                select from unnest(cast(:producers as text[]), cast(:numbers as bigint[]))
                            as n (producer, number)
                where n.producer = g.producer and n.number between g.first and g.last)\
            """;

    private static final String ADVANCE =
            """
            insert into producer_sequences (producer, highest, heard_at)
            select * from unnest(cast(:producers as text[]), cast(:highest as bigint[]),
                                 cast(cast(:heard as text[]) as timestamptz[]))
            on conflict (producer) do update
            set highest = excluded.highest,
                heard_at = greatest(producer_sequences.heard_at, excluded.heard_at)\
            """;

    private static final String CLOSE =
            """
            delete from sequence_gaps g
            using unnest(cast(:producers as text[]), cast(:firsts as bigint[])) as c (producer, first)
            where g.producer = c.producer and g.first = c.first\
            """;

    private static final String OPEN =
            """
            insert into sequence_gaps (producer, first, last, since)
            select * from unnest(cast(:producers as text[]), cast(:firsts as bigint[]),
                                 cast(:lasts as bigint[]), cast(cast(:since as text[]) as timestamptz[]))\
            """;

    private static final String SETTLE =
            """
            with lost as (delete from sequence_gaps where producer = :producer returning first, last),
            begun as (
                insert into producer_sequences (producer, highest, heard_at)
                values (:producer, :next - 1, :now)
                on conflict (producer) do update set highest = excluded.highest)
            insert into sequence_settlements
                (id, producer, next, missing, settled_at, settled_by, reason)
            values (:id, :producer, :next,
                    (select coalesce(sum(last - first + 1), 0) from lost), :now, :by, :reason)\
            """;

    private record News(String producer, Heard heard) {}

    private record Known(Map<String, Long> highest, Map<String, Map<Long, Gap>> touched) {

        Sequence sequence(String producer) {
            return new Sequence(
                    highest.getOrDefault(producer, 0L), touched.getOrDefault(producer, Map.of()));
        }
    }

    private record Placed(String producer, Gap gap) {}

    /// Works in what was heard, at most so many numbers, and answers how many there were. Whoever
    /// calls sees to it that nobody else does so at the same time.
    public Uni<Integer> workIn(Mutiny.StatelessSession session, int limit) {
        return session.createNativeQuery(TAKE, Object[].class)
                .setParameter("limit", limit)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(
                                                row ->
                                                        new News(
                                                                (String) row[0],
                                                                new Heard(
                                                                        (long) row[1],
                                                                        instant(row[2]))))
                                        .toList())
                .call(
                        news ->
                                news.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : known(session, news)
                                                .chain(known -> write(session, news, known)))
                .map(List::size);
    }

    /// An operator says with which number the municipality goes on: whatever is missing before it
    /// will never come.
    public Uni<Void> settle(
            Mutiny.StatelessSession session,
            MunicipalityCode municipality,
            long next,
            String by,
            String reason,
            Instant now) {
        return session.createNativeQuery(SETTLE)
                .setParameter("id", UUID.randomUUID())
                .setParameter("producer", municipality.digits())
                .setParameter("next", next)
                .setParameter("now", now)
                .setParameter("by", by)
                .setParameter("reason", reason)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Known> known(Mutiny.StatelessSession session, List<News> news) {
        return session.createNativeQuery(HIGHEST, Object[].class)
                .setParameter("producers", texts(news, News::producer))
                .getResultList()
                .chain(
                        rows ->
                                session.createNativeQuery(TOUCHED, Object[].class)
                                        .setParameter("producers", texts(news, News::producer))
                                        .setParameter(
                                                "numbers", numbers(news, it -> it.heard().number()))
                                        .getResultList()
                                        .map(touched -> known(rows, touched)));
    }

    private static Known known(List<Object[]> highest, List<Object[]> touched) {
        Map<String, Long> reached = new HashMap<>();
        highest.forEach(row -> reached.put((String) row[0], (Long) row[1]));
        Map<String, Map<Long, Gap>> gaps = new HashMap<>();
        for (Object[] row : touched) {
            gaps.computeIfAbsent((String) row[0], _ -> new HashMap<>())
                    .put((Long) row[1], new Gap((long) row[1], (long) row[2], instant(row[3])));
        }
        return new Known(reached, gaps);
    }

    private static Uni<Void> write(Mutiny.StatelessSession session, List<News> news, Known known) {
        Map<String, List<News>> byProducer = news.stream().collect(groupingBy(News::producer));
        Map<String, Sequence> after = new HashMap<>();
        List<Placed> closed = new ArrayList<>();
        List<Placed> opened = new ArrayList<>();
        byProducer.forEach(
                (producer, its) -> {
                    Sequence before = known.sequence(producer);
                    Sequence now = before.after(its.stream().map(News::heard).toList());
                    after.put(producer, now);
                    difference(producer, before, now, closed);
                    difference(producer, now, before, opened);
                });
        return advance(session, byProducer, after)
                .chain(() -> closed.isEmpty() ? nothing() : close(session, closed))
                .chain(() -> opened.isEmpty() ? nothing() : open(session, opened));
    }

    private static void difference(
            String producer, Sequence one, Sequence other, List<Placed> onlyInOne) {
        for (Gap gap : one.gaps().values()) {
            if (!gap.equals(other.gaps().get(gap.first()))) {
                onlyInOne.add(new Placed(producer, gap));
            }
        }
    }

    private static Uni<Void> advance(
            Mutiny.StatelessSession session,
            Map<String, List<News>> news,
            Map<String, Sequence> after) {
        List<String> producers = List.copyOf(after.keySet());
        return session.createNativeQuery(ADVANCE)
                .setParameter("producers", producers.toArray(String[]::new))
                .setParameter(
                        "highest",
                        numbers(
                                producers,
                                it -> after.getOrDefault(it, new Sequence(0, Map.of())).highest()))
                .setParameter(
                        "heard",
                        texts(
                                producers,
                                it ->
                                        news.getOrDefault(it, List.of()).stream()
                                                .map(one -> one.heard().at())
                                                .max(Instant::compareTo)
                                                .orElseThrow()
                                                .toString()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> close(Mutiny.StatelessSession session, List<Placed> gaps) {
        return session.createNativeQuery(CLOSE)
                .setParameter("producers", texts(gaps, Placed::producer))
                .setParameter("firsts", numbers(gaps, it -> it.gap().first()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> open(Mutiny.StatelessSession session, List<Placed> gaps) {
        return session.createNativeQuery(OPEN)
                .setParameter("producers", texts(gaps, Placed::producer))
                .setParameter("firsts", numbers(gaps, it -> it.gap().first()))
                .setParameter("lasts", numbers(gaps, it -> it.gap().last()))
                .setParameter("since", texts(gaps, it -> it.gap().since().toString()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }

    private static <T> String[] texts(List<T> of, Function<T, String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }

    private static <T> Long[] numbers(List<T> of, Function<T, Long> number) {
        return of.stream().map(number).toArray(Long[]::new);
    }
}
