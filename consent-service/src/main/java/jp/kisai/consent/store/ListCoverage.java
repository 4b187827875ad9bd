package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/// How well the revocation lists cover the certificates that have not expired.
@ApplicationScoped
public class ListCoverage {

    /// Steps from one distribution point to the next in the index of the certificates, which are
    /// many, and have few.
    private static final String OLDEST =
            """
            with recursive points as (
              (select c.authority, c.distribution_point from certificates c
               order by c.authority, c.distribution_point limit 1)
              union all
              select next.authority, next.distribution_point
              from points p cross join lateral (
                select c.authority, c.distribution_point from certificates c
                where (c.authority, c.distribution_point) > (p.authority, p.distribution_point)
                order by c.authority, c.distribution_point limit 1) next
            )
            select count(*) filter (where list.this_update is null) as missing,
                   cast(coalesce(max(
                     extract(epoch from cast(:now as timestamptz) - list.this_update)
                     / greatest(1, least(:mostSeconds,
                                         extract(epoch from list.next_update - list.this_update)))
                   ), 0) as double precision) as used
            from points p
            left join lateral (
              select l.this_update, l.next_update from revocation_lists l
              where l.authority = p.authority and l.distribution_point = p.distribution_point
              order by l.number desc limit 1) list on true
            where exists (
              select from certificates c
              where c.authority = p.authority and c.distribution_point = p.distribution_point
                and c.not_after >= :now)\
            """;

    /// @param missing distribution points of certificates for which there is no list
    /// @param used the part of its allowed age that the oldest list has used up; at 1 nothing new
    ///     is decided of its certificates
    public record Coverage(long missing, double used) {}

    /// @param most how old a list may be, whatever it says of itself
    public Uni<Coverage> measure(Mutiny.StatelessSession session, Instant now, Duration most) {
        return session.createNativeQuery(OLDEST, Object[].class)
                .setParameter("now", now)
                .setParameter("mostSeconds", most.toSeconds())
                .getSingleResult()
                .map(row -> new Coverage((long) row[0], (double) row[1]));
    }
}
