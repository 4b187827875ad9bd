package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.consent.domain.Residences;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Where holders lived and when: what the licence record said is kept here; what municipalities
/// said is in their changes.
@ApplicationScoped
public class ResidenceStore {

    /// How many changes of one holder are looked at; more than a life has.
    private static final int CHANGES_PER_HOLDER = 200;

    /// Of a holder whom the version before wrote down the last residence is known, and nothing of
    /// when it began: the first three columns of such a row say so.
    private static final String OF =
            """
            select h.holder, r.municipality, r.since, h.residence,
                   cast(null as text) as reason, cast(null as text) as producer,
                   cast(null as uuid) as event, cast(null as bigint) as producer_sequence,
                   cast(null as text) as corrects_producer, cast(null as uuid) as corrects_event
            from holders h left join recorded_residences r on r.holder = h.holder
            where h.holder = any(:holders) and h.residence is not null
            union all
            select c.holder, i.detail, c.effective_at, null, c.reason, c.producer, c.event,
                   c.producer_sequence, c.corrects_producer, c.corrects_event
            from unnest(cast(:holders as uuid[])) as asked (holder)
            cross join lateral (
              select * from changes where changes.holder = asked.holder
              order by order_at desc limit :limit) c
            left join change_items i on i.change = c.id and i.item = 'ADDRESS'\
            """;

    private static final String RECORD =
            """
            insert into recorded_residences (holder, municipality, since)
            select cast(holder as uuid), municipality, cast(since as timestamptz)
            from unnest(cast(:holders as text[]), cast(:municipalities as text[]), cast(:since as text[]))
              as one (holder, municipality, since)
            on conflict do nothing\
            """;

    /// What the licence record said of one holder.
    record Note(HolderId holder, Residences.Recorded said) {}

    /// Of whom nothing is known is not in it.
    public Uni<Map<HolderId, Residences>> of(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .setParameter("limit", CHANGES_PER_HOLDER)
                .getResultList()
                .map(ResidenceStore::residences);
    }

    Uni<Void> record(Mutiny.StatelessSession session, List<Note> notes) {
        return session.createNativeQuery(RECORD)
                .setParameter("holders", Columns.texts(notes, note -> note.holder().value()))
                .setParameter(
                        "municipalities",
                        Columns.texts(notes, note -> note.said().municipality().digits()))
                .setParameter("since", Columns.texts(notes, note -> note.said().since()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Map<HolderId, Residences> residences(List<Object[]> rows) {
        Map<HolderId, Gathered> perHolder = new HashMap<>();
        for (Object[] row : rows) {
            perHolder.computeIfAbsent(new HolderId((UUID) row[0]), _ -> new Gathered()).take(row);
        }
        Map<HolderId, Residences> residences = new HashMap<>();
        perHolder.forEach((holder, gathered) -> residences.put(holder, gathered.residences()));
        return residences;
    }

    private static final class Gathered {

        private final List<Residences.Recorded> recorded = new ArrayList<>();
        private final List<Residences.Told> told = new ArrayList<>();
        private @Nullable MunicipalityCode last;
        private int changes;

        private void take(Object[] row) {
            MunicipalityCode municipality = municipality(row[1]);
            if (row[4] != null) {
                changes++;
                told.add(told(row, municipality));
            } else if (municipality != null) {
                recorded.add(new Residences.Recorded(municipality, instant(row[2])));
            } else {
                last = municipality(row[3]);
            }
        }

        /// Where there were more changes than were looked at, what was before them is not known.
        private Residences residences() {
            if (changes == CHANGES_PER_HOLDER) {
                recorded.removeIf(one -> one.since() == null);
            }
            if (last != null && told.stream().allMatch(one -> one.movedTo() == null)) {
                recorded.add(new Residences.Recorded(last, null));
            }
            return new Residences(recorded, told);
        }

        private static Residences.Told told(Object[] row, @Nullable MunicipalityCode municipality) {
            MunicipalityCode corrector = municipality(row[8]);
            UUID corrects = (UUID) row[9];
            Instant effectiveAt = instant(row[2]);
            if (effectiveAt == null) {
                throw new IllegalStateException("every change takes effect at an instant");
            }
            return new Residences.Told(
                    new ChangeKey(new MunicipalityCode((String) row[5]), (UUID) row[6]),
                    ChangeReason.valueOf((String) row[4]),
                    effectiveAt,
                    (long) row[7],
                    corrector == null || corrects == null
                            ? null
                            : new ChangeKey(corrector, corrects),
                    municipality);
        }

        private static @Nullable MunicipalityCode municipality(@Nullable Object column) {
            return column == null ? null : new MunicipalityCode((String) column);
        }

        private static @Nullable Instant instant(@Nullable Object column) {
            return column == null ? null : ((OffsetDateTime) column).toInstant();
        }
    }
}
