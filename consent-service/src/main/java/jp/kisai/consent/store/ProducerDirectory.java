package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import jp.kisai.consent.domain.Sequence.Gap;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The municipalities as operators see them: heard of when, missing what, with which certificates.
@ApplicationScoped
public class ProducerDirectory {

    /// Only who may sign now can be silent.
    private static final String STANDINGS =
            """
            with registered as (
                select municipality, min(greatest(valid_from, registered_at)) as since,
                       bool_or(valid_from <= :now and valid_until > :now and ended_at is null)
                           as active,
                       max(valid_until) filter (where ended_at is null) as certified_until
                from producers group by municipality),
            standing as (
                select r.municipality, r.certified_until,
                       coalesce(s.highest, 0) as highest, s.heard_at,
                       r.active and coalesce(s.heard_at, r.since) < :silentBefore as silent,
                       g.gaps, g.missing, g.since
                from registered r
                left join producer_sequences s on s.producer = r.municipality
                cross join lateral (
                    select count(*) as gaps, coalesce(sum(last - first + 1), 0) as missing,
                           min(since) as since
                    from sequence_gaps where producer = r.municipality) g)
            """;

    private static final String COLUMNS =
            STANDINGS
                    + "select municipality, highest, heard_at, silent, gaps, missing, since"
                    + " from standing ";

    private static final String PAGE =
            COLUMNS + "where municipality > :after order by municipality limit :rows";

    private static final String ONE = COLUMNS + "where municipality = :municipality";

    private static final String ALARMS =
            STANDINGS
                    + """
                    select count(*) filter (where silent), count(*) filter (where since < :gapBefore),
                           coalesce(sum(missing) filter (where since < :gapBefore), 0), min(since),
                           min(certified_until)
                    from standing\
                    """;

    private static final String CERTIFICATES =
            """
            select p.* from producers p where p.municipality = :municipality
            order by p.valid_from, p.fingerprint\
            """;

    private static final String GAPS =
            """
            select first, last, since from sequence_gaps where producer = :municipality
            order by first limit :rows\
            """;

    /// @param highest the highest number heard
    /// @param heardAt when a record of it was last received
    /// @param silent nothing was received for too long, although it may sign
    /// @param gaps how many ranges of numbers are missing
    /// @param missing how many numbers
    /// @param missingSince the oldest gap
    public record Standing(
            MunicipalityCode municipality,
            long highest,
            @Nullable Instant heardAt,
            boolean silent,
            long gaps,
            long missing,
            @Nullable Instant missingSince) {}

    /// @param fingerprint SHA-256, in hexadecimal
    /// @param endedAt from when on nothing that arrives counts
    public record Registered(
            String fingerprint,
            Instant validFrom,
            Instant validUntil,
            Instant registeredAt,
            String registeredBy,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable String endedReason) {}

    /// @param silent producers from which nothing came for too long
    /// @param withGaps producers that miss a number for longer than the grace
    /// @param missing how many numbers those miss
    /// @param missingSince the oldest gap of all
    /// @param certifiedUntil when the first of them has no valid certificate any more, or had;
    ///     whoever was ended does not count
    public record Alarms(
            long silent,
            long withGaps,
            long missing,
            @Nullable Instant missingSince,
            @Nullable Instant certifiedUntil) {}

    /// In the order of their codes.
    ///
    /// @param after the code before the first, or an empty text
    public Uni<List<Standing>> page(
            Mutiny.StatelessSession session,
            String after,
            int rows,
            Instant now,
            Instant silentBefore) {
        return standings(
                session.createNativeQuery(PAGE, Object[].class)
                        .setParameter("after", after)
                        .setParameter("rows", rows),
                now,
                silentBefore);
    }

    /// Empty if it never was registered.
    public Uni<Optional<Standing>> of(
            Mutiny.StatelessSession session,
            MunicipalityCode municipality,
            Instant now,
            Instant silentBefore) {
        return standings(
                        session.createNativeQuery(ONE, Object[].class)
                                .setParameter("municipality", municipality.digits()),
                        now,
                        silentBefore)
                .map(found -> found.stream().findFirst());
    }

    public Uni<List<Registered>> certificates(
            Mutiny.StatelessSession session, MunicipalityCode municipality) {
        return session.createNativeQuery(CERTIFICATES, ProducerRow.class)
                .setParameter("municipality", municipality.digits())
                .getResultList()
                .map(rows -> rows.stream().map(ProducerRow::registered).toList());
    }

    /// The lowest numbers first.
    public Uni<List<Gap>> gaps(
            Mutiny.StatelessSession session, MunicipalityCode municipality, int rows) {
        return session.createNativeQuery(GAPS, Object[].class)
                .setParameter("municipality", municipality.digits())
                .setParameter("rows", rows)
                .getResultList()
                .map(
                        gaps ->
                                gaps.stream()
                                        .map(
                                                row ->
                                                        new Gap(
                                                                (long) row[0],
                                                                (long) row[1],
                                                                instant(row[2])))
                                        .toList());
    }

    /// @param gapBefore a gap that opened later may close by itself yet
    public Uni<Alarms> alarms(
            Mutiny.StatelessSession session, Instant now, Instant silentBefore, Instant gapBefore) {
        return session.createNativeQuery(ALARMS, Object[].class)
                .setParameter("now", now)
                .setParameter("silentBefore", silentBefore)
                .setParameter("gapBefore", gapBefore)
                .getSingleResult()
                .map(
                        row ->
                                new Alarms(
                                        (long) row[0],
                                        (long) row[1],
                                        ((BigDecimal) row[2]).longValue(),
                                        row[3] == null ? null : instant(row[3]),
                                        row[4] == null ? null : instant(row[4])));
    }

    private static Uni<List<Standing>> standings(
            Mutiny.SelectionQuery<Object[]> query, Instant now, Instant silentBefore) {
        return query.setParameter("now", now)
                .setParameter("silentBefore", silentBefore)
                .getResultList()
                .map(found -> found.stream().map(ProducerDirectory::standing).toList());
    }

    private static Standing standing(Object[] row) {
        return new Standing(
                new MunicipalityCode((String) row[0]),
                (long) row[1],
                row[2] == null ? null : instant(row[2]),
                (boolean) row[3],
                (long) row[4],
                ((BigDecimal) row[5]).longValue(),
                row[6] == null ? null : instant(row[6]));
    }

    private static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }
}
