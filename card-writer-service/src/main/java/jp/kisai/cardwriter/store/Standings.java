package jp.kisai.cardwriter.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.cardwriter.domain.AutoRecording;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// What is known of holders for the day on which their card is replaced, and what was decided then.
@ApplicationScoped
public class Standings {

    private static final String RECORD =
            """
            insert into standing
              (holder, record_version, prefecture, number, form, state, valid_until,
               name_in_certificate, files)
            select cast(holder as uuid), cast(record_version as bigint), prefecture, number, form, state,
                   cast(valid_until as date), cast(name_in_certificate as boolean), files
            from unnest(cast(:holders as text[]), cast(:versions as text[]), cast(:prefectures as text[]),
                        cast(:numbers as text[]), cast(:forms as text[]), cast(:states as text[]),
                        cast(:validUntils as text[]), cast(:namesIn as text[]), cast(:files as text[]))
              as one (holder, record_version, prefecture, number, form, state, valid_until,
                      name_in_certificate, files)
            on conflict (holder) do update set
              record_version = excluded.record_version, prefecture = excluded.prefecture,
              number = excluded.number, form = excluded.form, state = excluded.state,
              valid_until = excluded.valid_until,
              name_in_certificate = excluded.name_in_certificate, files = excluded.files
            where standing.record_version is null
               or standing.record_version < excluded.record_version\
            """;

    private static final String SUBMITTED =
            """
            insert into standing (holder, certificate_submitted)
            select one, true from unnest(cast(:holders as uuid[])) as one
            on conflict (holder) do update set certificate_submitted = true
            where not standing.certificate_submitted\
            """;

    private static final String OF =
            """
            select s.holder, s.record_version, s.prefecture, s.number, s.form, s.state, s.valid_until,
                   s.name_in_certificate, s.files, s.certificate_submitted
            from standing s where s.holder = any(:holders)\
            """;

    /// One holder's newest record.
    public record Recorded(
            HolderId holder,
            PrefectureCode prefecture,
            RecordVersion version,
            AutoRecording.Licence licence) {

        @Nullable String files() {
            ChipContent content = licence.content();
            return content == null ? null : ChipFiles.text(content.files());
        }
    }

    /// @param all in the order of their events
    public Uni<Void> record(Mutiny.StatelessSession session, List<Recorded> all) {
        Map<HolderId, Recorded> newest = new LinkedHashMap<>();
        all.forEach(
                each ->
                        newest.merge(
                                each.holder(),
                                each,
                                (one, other) ->
                                        other.version().compareTo(one.version()) > 0
                                                ? other
                                                : one));
        List<Recorded> rows = List.copyOf(newest.values());
        return session.createNativeQuery(RECORD)
                .setParameter("holders", texts(rows, row -> row.holder().text()))
                .setParameter("versions", texts(rows, row -> row.version().number()))
                .setParameter("prefectures", texts(rows, row -> row.prefecture().digits()))
                .setParameter("numbers", texts(rows, row -> row.licence().number().digits()))
                .setParameter("forms", texts(rows, row -> row.licence().form()))
                .setParameter("states", texts(rows, row -> row.licence().state()))
                .setParameter("validUntils", texts(rows, row -> row.licence().validUntil()))
                .setParameter("namesIn", texts(rows, row -> row.licence().nameInCertificate()))
                .setParameter("files", texts(rows, Recorded::files))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// These holders submitted a signature certificate, and did so for good.
    public Uni<Void> submitted(Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(SUBMITTED)
                .setParameter("holders", uuids(holders))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Those of these holders of whom anything is known.
    public Uni<Map<HolderId, StandingRow>> of(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(OF, StandingRow.class)
                .setParameter("holders", uuids(holders))
                .getResultList()
                .map(
                        rows -> {
                            Map<HolderId, StandingRow> byHolder = new HashMap<>();
                            rows.forEach(row -> byHolder.put(new HolderId(row.holder), row));
                            return byHolder;
                        });
    }

    /// Those of these productions that were decided before.
    public Uni<List<CardProductionRow>> productions(
            Mutiny.StatelessSession session, Collection<UUID> requests) {
        return session.createNativeQuery(
                        "select * from card_production where request = any(:requests)",
                        CardProductionRow.class)
                .setParameter("requests", requests.toArray(UUID[]::new))
                .getResultList();
    }

    /// The productions for this holder, the newest first.
    public Uni<List<CardProductionRow>> productions(
            Mutiny.StatelessSession session, HolderId holder, int most) {
        return session.createSelectionQuery(
                        "from CardProductionRow where holder = :holder order by decidedAt desc",
                        CardProductionRow.class)
                .setParameter("holder", holder.value())
                .setMaxResults(most)
                .getResultList();
    }

    public Uni<Void> add(Mutiny.StatelessSession session, List<CardProductionRow> decided) {
        return decided.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.insertMultiple(new ArrayList<>(decided));
    }

    private static UUID[] uuids(Collection<HolderId> holders) {
        return holders.stream().map(HolderId::value).distinct().toArray(UUID[]::new);
    }

    /// Each row's value as PostgreSQL reads it from text.
    private static <R> @Nullable String[] texts(List<R> rows, Function<R, @Nullable Object> field) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = field.apply(rows.get(i));
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }
}
