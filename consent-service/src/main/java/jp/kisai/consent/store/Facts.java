package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import jp.kisai.consent.domain.CertificateFacts;
import jp.kisai.consent.domain.Change;
import jp.kisai.consent.domain.Consent;
import jp.kisai.consent.domain.Consents;
import jp.kisai.consent.domain.DomicileSubmission;
import jp.kisai.consent.domain.FlawedCertificate;
import jp.kisai.consent.domain.Head;
import jp.kisai.consent.domain.HolderFacts;
import jp.kisai.consent.domain.Presence;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Gathers everything that bears on a batch of holders: the same few queries, however many holders
/// there are.
final class Facts {

    /// How many undecided or unconfirmed changes of one holder are looked at; more than a life has.
    private static final int CHANGES_PER_HOLDER = 200;

    private static final String HOLDERS =
            "select h.* from holders h where h.holder = any(:holders)";
    private static final String CONSENTS =
            "select c.* from consents c where c.holder = any(:holders)";
    private static final String FLAWED =
            "select f.* from flawed_certificates f where f.holder = any(:holders)";
    private static final String HEADS = "select h.* from heads h where h.holder = any(:holders)";
    private static final String SUBMISSIONS =
            """
            select s.* from domicile_submissions s
            where s.holder = any(:holders) and s.used_by is null
            order by s.submitted_at, s.id\
            """;
    private static final String CHANGES =
            """
            select c.* from changes c
            where c.id in (
              select u.id from (
                select id, row_number() over (partition by holder order by order_at desc) as newest
                from changes where holder = any(:holders) and not settled) u
              where u.newest <= :limit)\
            """;
    private static final String ITEMS =
            "select i.* from change_items i where i.change = any(:changes)";

    private final Mutiny.StatelessSession session;
    private final UUID[] holders;
    private final Map<UUID, HolderRow> known = new HashMap<>();
    private final Map<UUID, List<Consent>> consents = new HashMap<>();
    private final Map<UUID, List<FlawedCertificate>> flawed = new HashMap<>();
    private final Map<UUID, Map<Item, Head>> heads = new HashMap<>();
    private final Map<UUID, List<DomicileSubmission>> submissions = new HashMap<>();
    private final Map<UUID, List<ChangeItemRow>> items = new HashMap<>();
    private Map<UUID, List<CertificateFacts>> certificates = Map.of();
    private List<ChangeRow> changes = List.of();

    private Facts(Mutiny.StatelessSession session, UUID[] holders) {
        this.session = session;
        this.holders = holders;
    }

    /// One holder's facts, and what else is to be carried along.
    ///
    /// @param row null if nothing was written of the holder yet
    /// @param origins of the changes
    record Known(
            HolderId holder,
            @Nullable HolderRow row,
            HolderFacts facts,
            Map<UUID, ChangeOrigin> origins) {}

    static Uni<Map<HolderId, Known>> of(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        Facts gathering =
                new Facts(session, holders.stream().map(HolderId::value).toArray(UUID[]::new));
        return gathering.gather().map(_ -> gathering.known(holders));
    }

    private Uni<Void> gather() {
        return each(HOLDERS, HolderRow.class, row -> known.put(row.holder, row))
                .chain(this::gatherConsents)
                .chain(() -> CertificateFactsQuery.of(session, holders))
                .invoke(found -> certificates = found)
                .chain(this::gatherRest)
                .chain(this::gatherChanges);
    }

    private Uni<Void> gatherConsents() {
        return each(
                CONSENTS, ConsentRow.class, row -> list(consents, row.holder).add(row.consent()));
    }

    private Uni<Void> gatherRest() {
        return each(
                        FLAWED,
                        FlawedCertificateRow.class,
                        row -> list(flawed, row.holder).add(row.flawed()))
                .chain(
                        () ->
                                each(
                                        HEADS,
                                        HeadRow.class,
                                        row -> headsOf(row.holder).put(row.item(), row.head())))
                .chain(
                        () ->
                                each(
                                        SUBMISSIONS,
                                        SubmissionRow.class,
                                        row ->
                                                list(submissions, row.holder)
                                                        .add(row.submission())));
    }

    private Map<Item, Head> headsOf(UUID holder) {
        return heads.computeIfAbsent(holder, _ -> new EnumMap<>(Item.class));
    }

    private Uni<Void> gatherChanges() {
        return session.createNativeQuery(CHANGES, ChangeRow.class)
                .setParameter("holders", holders)
                .setParameter("limit", CHANGES_PER_HOLDER)
                .getResultList()
                .invoke(rows -> changes = rows)
                .chain(
                        rows ->
                                rows.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : session.createNativeQuery(ITEMS, ChangeItemRow.class)
                                                .setParameter(
                                                        "changes",
                                                        rows.stream()
                                                                .map(row -> row.id)
                                                                .toArray(UUID[]::new))
                                                .getResultList()
                                                .invoke(
                                                        found ->
                                                                found.forEach(
                                                                        item ->
                                                                                list(
                                                                                                items,
                                                                                                item.change)
                                                                                        .add(item)))
                                                .replaceWithVoid());
    }

    private <R> Uni<Void> each(String query, Class<R> type, Consumer<R> take) {
        return session.createNativeQuery(query, type)
                .setParameter("holders", holders)
                .getResultList()
                .invoke(rows -> rows.forEach(take))
                .replaceWithVoid();
    }

    private Map<HolderId, Known> known(Collection<HolderId> asked) {
        Map<UUID, List<Change>> perHolder = new HashMap<>();
        Map<UUID, Map<UUID, ChangeOrigin>> origins = new HashMap<>();
        for (ChangeRow row : changes) {
            list(perHolder, row.holder).add(row.change(items.getOrDefault(row.id, List.of())));
            origins.computeIfAbsent(row.holder, _ -> new HashMap<>())
                    .put(
                            row.id,
                            new ChangeOrigin(
                                    new PrefectureCode(row.prefecture),
                                    row.saidAt,
                                    row.receivedAt));
        }
        Map<HolderId, Known> answer = new HashMap<>();
        for (HolderId holder : asked) {
            answer.put(holder, known(holder, perHolder, origins));
        }
        return answer;
    }

    private Known known(
            HolderId holder,
            Map<UUID, List<Change>> perHolder,
            Map<UUID, Map<UUID, ChangeOrigin>> origins) {
        UUID id = holder.value();
        HolderRow row = known.get(id);
        Presence presence = row == null ? new Presence.Present() : row.presence();
        MunicipalityCode residence = row == null ? null : row.residence();
        HolderFacts facts =
                new HolderFacts(
                        presence,
                        residence,
                        new Consents(consents.getOrDefault(id, List.of())),
                        certificates.getOrDefault(id, List.of()),
                        flawed.getOrDefault(id, List.of()),
                        row == null ? null : row.base(),
                        perHolder.getOrDefault(id, List.of()),
                        heads.getOrDefault(id, Map.of()),
                        submissions.getOrDefault(id, List.of()));
        return new Known(holder, row, facts, origins.getOrDefault(id, Map.of()));
    }

    private static <T> List<T> list(Map<UUID, List<T>> map, UUID key) {
        return map.computeIfAbsent(key, _ -> new ArrayList<>());
    }
}
