package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.StillSo;
import org.hibernate.reactive.mutiny.Mutiny;

/// Where each holder's newest encoding stands.
@ApplicationScoped
public class Chips {

    private static final String OF =
            "select * from chip where holder = any(cast(:holders as uuid[]))";

    private static final String SAVE =
            """
            insert into chip (holder, record_version, sequence, about, state)
            select * from unnest(cast(:holders as uuid[]), cast(:versions as bigint[]),
                cast(:sequences as bigint[]), cast(:abouts as text[]), cast(:states as text[]))
            on conflict (holder) do update set record_version = excluded.record_version,
                sequence = excluded.sequence, about = excluded.about, state = excluded.state
            where excluded.record_version >= chip.record_version and excluded.sequence >= chip.sequence""";

    public Uni<Map<HolderId, StillSo.Chip>> of(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(OF, ChipRow.class)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .getResultList()
                .map(
                        rows -> {
                            Map<HolderId, StillSo.Chip> chips = HashMap.newHashMap(rows.size());
                            rows.forEach(row -> chips.put(new HolderId(row.holder), row.chip()));
                            return chips;
                        });
    }

    /// Keeps the newest of each holder, of these and of what was known.
    public Uni<Void> save(Mutiny.StatelessSession session, List<ChipRow> heard) {
        Map<UUID, ChipRow> newest = new HashMap<>();
        heard.forEach(
                row ->
                        newest.merge(
                                row.holder, row, (one, two) -> two.isNewerThan(one) ? two : one));
        if (newest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<ChipRow> rows = List.copyOf(newest.values());
        return session.createNativeQuery(SAVE)
                .setParameter("holders", rows.stream().map(row -> row.holder).toArray(UUID[]::new))
                .setParameter(
                        "versions",
                        rows.stream().map(row -> row.recordVersion).toArray(Long[]::new))
                .setParameter(
                        "sequences", rows.stream().map(row -> row.sequence).toArray(Long[]::new))
                .setParameter("abouts", rows.stream().map(row -> row.about).toArray(String[]::new))
                .setParameter("states", rows.stream().map(row -> row.state).toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }
}
