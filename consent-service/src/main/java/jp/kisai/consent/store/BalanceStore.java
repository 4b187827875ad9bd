package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import jp.kisai.contracts.event.DayBalanced;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.hibernate.reactive.mutiny.Mutiny;

/// The municipalities' days: which are to be balanced, and their numbers.
@ApplicationScoped
public class BalanceStore {

    /// Also a day on which nothing came is balanced: whoever sent something on it must learn so.
    private static final String OPEN =
            """
            insert into balanced_days (producer, day)
            select p.municipality, cast(d.day as date)
            from (select municipality,
                         cast(min(greatest(valid_from, registered_at)) at time zone 'Asia/Tokyo'
                              as date) as first,
                         cast(max(valid_until) at time zone 'Asia/Tokyo' as date) as last
                  from producers group by municipality) p
            cross join lateral generate_series(
                greatest(p.first, coalesce(
                    (select max(b.day) + 1 from balanced_days b
                     where b.producer = p.municipality and b.revision > 0), p.first)),
                least(p.last, cast(:last as date)), interval '1 day') as d (day)
            order by 1, 2
            on conflict do nothing\
            """;

    private static final String DUE =
            """
            select distinct producer from (
                select producer from balanced_days
                where not closed and day <= cast(:last as date)
                  and (balanced_at is null or balanced_at < cast(:since as timestamptz))
                order by day, producer limit :days) due\
            """;

    /// The outcome of a change: it waits while one of its items does, or is granted and not yet
    /// answered for by licence-service; it is applied if one of its items is, or if it has none.
    private static final String COUNT =
            """
            with due as (
                select * from balanced_days
                where producer = any(:producers) and not closed and day <= cast(:last as date)
                  and (balanced_at is null or balanced_at < cast(:since as timestamptz))
                order by day, producer limit :days),
            outcomes as (
                select r.producer, r.day, case r.kind
                    when 'PARKED' then 'WAITING'
                    when 'TAKEN' then coalesce(
                        (select case
                             when bool_or(i.state = 'WAITING'
                                          or (i.state = 'GRANTED' and c.applied is null))
                             then 'WAITING'
                             when bool_or(c.applied) then 'APPLIED'
                             else 'REFUSED' end
                         from change_items i
                         left join carried_out c on c.change = i.change and c.item = i.item
                         where i.change = r.change
                         having count(*) > 0), 'APPLIED')
                    else r.kind end as outcome
                from due join receipts r on r.producer = due.producer and r.day = due.day),
            counted as (
                select due.producer, due.day, due.revision, count(o.outcome) as received,
                       count(*) filter (where outcome = 'APPLIED') as applied,
                       count(*) filter (where outcome = 'WAITING') as waiting,
                       count(*) filter (where outcome in ('REFUSED', 'SET_ASIDE')) as refused,
                       count(*) filter (where outcome = 'DUPLICATE') as duplicate,
                       count(*) filter (where outcome = 'SET_ASIDE') as set_aside
                from due left join outcomes o on o.producer = due.producer and o.day = due.day
                group by due.producer, due.day, due.revision),
            told as (
                select n.*, n.revision = 0
                       or (n.received, n.applied, n.waiting, n.refused, n.duplicate, n.set_aside)
                       is distinct from
                          (due.received, due.applied, due.waiting, due.refused, due.duplicate,
                           due.set_aside) as differs
                from counted n join due on due.producer = n.producer and due.day = n.day)
            update balanced_days b
            set revision = b.revision + cast(t.differs as integer), received = t.received,
                applied = t.applied, waiting = t.waiting, refused = t.refused,
                duplicate = t.duplicate, set_aside = t.set_aside,
                balanced_at = greatest(cast(:now as timestamptz), cast(:since as timestamptz)),
                closed = t.waiting = 0
            from told t
            where b.producer = t.producer and b.day = t.day
            returning b.producer, b.day, b.revision, b.received, b.applied, b.waiting, b.refused,
                      b.duplicate, b.set_aside, t.differs\
            """;

    private static final String LATEST =
            """
            select producer, day, revision, received, applied, waiting, refused, duplicate,
                   set_aside, true
            from balanced_days where producer = :producer and revision > 0
            order by day desc limit :days\
            """;

    /// Which days are to be balanced now.
    ///
    /// @param last the newest day
    /// @param since a day that was balanced after this instant is not balanced again
    /// @param days how many at once
    public record Due(LocalDate last, Instant since, int days) {}

    /// Takes note of the days up to the last on which a registered municipality sent nothing.
    public Uni<Void> open(Mutiny.StatelessSession session, LocalDate last) {
        return session.createNativeQuery(OPEN)
                .setParameter("last", last)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Municipalities with days that are due, the longest due first.
    public Uni<List<MunicipalityCode>> due(Mutiny.StatelessSession session, Due due) {
        return session.createNativeQuery(DUE, String.class)
                .setParameter("last", due.last())
                .setParameter("since", due.since())
                .setParameter("days", due.days())
                .getResultList()
                .map(codes -> codes.stream().map(MunicipalityCode::new).toList());
    }

    /// Counts the due days of these municipalities, remembers the numbers, and answers those that
    /// differ from what was told last, oldest first. Whoever calls holds the municipalities' locks.
    public Uni<List<DayBalanced>> balance(
            Mutiny.StatelessSession session,
            Collection<MunicipalityCode> municipalities,
            Due due,
            Instant now) {
        return session.createNativeQuery(COUNT, Object[].class)
                .setParameter(
                        "producers",
                        municipalities.stream()
                                .map(MunicipalityCode::digits)
                                .toArray(String[]::new))
                .setParameter("last", due.last())
                .setParameter("since", due.since())
                .setParameter("days", due.days())
                .setParameter("now", now)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .filter(row -> (boolean) row[9])
                                        .map(BalanceStore::balance)
                                        .sorted(Comparator.comparing(DayBalanced::day))
                                        .toList());
    }

    /// The newest days first, as last told.
    public Uni<List<DayBalanced>> latest(
            Mutiny.StatelessSession session, MunicipalityCode municipality, int days) {
        return session.createNativeQuery(LATEST, Object[].class)
                .setParameter("producer", municipality.digits())
                .setParameter("days", days)
                .getResultList()
                .map(rows -> rows.stream().map(BalanceStore::balance).toList());
    }

    private static DayBalanced balance(Object[] row) {
        Function<Integer, Long> number = column -> (Long) row[column];
        return new DayBalanced(
                new MunicipalityCode((String) row[0]),
                (LocalDate) row[1],
                number.apply(3),
                number.apply(4),
                number.apply(5),
                number.apply(6),
                number.apply(7),
                (Integer) row[2],
                number.apply(8));
    }
}
