package jp.kisai.cardwriter.store;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.kisai.cardwriter.domain.CardDesk;
import jp.kisai.cardwriter.domain.EncodingJob;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.postbox.UnitOfWork;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The desks of some locked holders, with the encodings that may move: read once, altered in
/// memory, written once, however many events one transaction brings.
public final class Desks {

    private static final String DESKS = "select * from desk where holder = any(:holders)";

    private static final String ENCODINGS =
            """
            select * from encoding
             where order_id = any(:orders)
                or holder = any(:holders)
               and state in ('QUEUED', 'ORDERED', 'ACCEPTED', 'FAILED', 'OFFICER_NEEDED', 'HELD')
            """;

    private final UnitOfWork work;
    private final Map<HolderId, CardDesk> desks = new HashMap<>();
    private final Map<UUID, EncodingRow> encodings = new LinkedHashMap<>();
    private final Set<HolderId> known = new HashSet<>();
    private final Set<UUID> stored = new HashSet<>();
    private final Set<HolderId> changedDesks = new LinkedHashSet<>();
    private final Set<UUID> changedEncodings = new LinkedHashSet<>();
    private final List<StepRow> steps = new ArrayList<>();

    private Desks(UnitOfWork work, List<DeskRow> desks, List<EncodingRow> encodings) {
        this.work = work;
        Map<UUID, EncodingJob.Open> open = new HashMap<>();
        for (EncodingRow row : encodings) {
            this.encodings.put(row.orderId, row);
            stored.add(row.orderId);
            if (row.job() instanceof EncodingJob.Open job) {
                open.put(row.holder, job);
            }
        }
        for (DeskRow row : desks) {
            CardDesk desk = row.desk(open.get(row.holder));
            this.desks.put(desk.holder(), desk);
            known.add(desk.holder());
        }
    }

    /// @param holders locked by this unit of work
    /// @param orders also to be read if they are not open any more
    public static Uni<Desks> read(
            UnitOfWork work, Collection<HolderId> holders, Collection<UUID> orders) {
        UUID[] ids = holders.stream().map(HolderId::value).distinct().toArray(UUID[]::new);
        return work.session()
                .createNativeQuery(DESKS, DeskRow.class)
                .setParameter("holders", ids)
                .getResultList()
                .chain(
                        desks ->
                                work.session()
                                        .createNativeQuery(ENCODINGS, EncodingRow.class)
                                        .setParameter("orders", orders.toArray(UUID[]::new))
                                        .setParameter("holders", ids)
                                        .getResultList()
                                        .map(encodings -> new Desks(work, desks, encodings)));
    }

    public CardDesk of(HolderId holder) {
        return desks.getOrDefault(holder, CardDesk.unknown(holder));
    }

    /// The encoding, if this order is one of this holder's.
    public Optional<EncodingRow> encoding(UUID order, HolderId holder) {
        return Optional.ofNullable(encodings.get(order))
                .filter(row -> row.holder.equals(holder.value()));
    }

    /// A record version did something: its moves are published.
    public void take(CardDesk.Step step) {
        put(step.after());
        step.moves().forEach(job -> move(job, contentOf(step, job)));
        EncodingJob.Open open = step.after().open();
        if (open != null && !step.moves().contains(open)) {
            settleMore(open);
        }
    }

    /// The holder's open encoding moved.
    public void take(EncodingJob job) {
        put(of(job.intent().holder()).moved(job));
        move(job, null);
    }

    /// An order leaves: what it carries is kept, so that it can be sent again unaltered.
    public void take(EncodingJob.Ordered job, ChipImage image) {
        take(job);
        EncodingRow row = encodings.get(job.intent().order());
        if (row != null) {
            row.files = ChipFiles.text(image.files());
        }
    }

    /// What is known of the card changed; no job moved.
    public void put(CardDesk desk) {
        desks.put(desk.holder(), desk);
        changedDesks.add(desk.holder());
    }

    /// The encoding goes before the others, and at once if it is to be sent.
    public void hurry(EncodingRow encoding, UUID cause) {
        hurry(encoding);
        changedEncodings.add(encoding.orderId);
        note(encoding, "put before the others", cause, work.now());
    }

    /// Something that moved nothing, and should be seen in the journeys all the same.
    public void note(EncodingRow encoding, String what, UUID cause, Instant now) {
        for (ChangeKey change : encoding.intent().changes()) {
            steps.add(StepRow.noted(encoding, change, now, what, cause));
        }
    }

    /// Ended encodings are written before new ones are, or a card would have two open for a moment.
    public Uni<Void> write() {
        Mutiny.StatelessSession session = work.session();
        List<EncodingRow> updated = encodings(true);
        List<EncodingRow> inserted = encodings(false);
        return update(session, desks(true))
                .chain(() -> insert(session, desks(false)))
                .chain(() -> update(session, updated))
                .chain(() -> insert(session, inserted))
                .chain(() -> insert(session, steps));
    }

    /// An encoding that stays where it is may have got more changes to settle.
    private void settleMore(EncodingJob.Open job) {
        EncodingRow row = encodings.get(job.intent().order());
        if (row != null) {
            row.take(job);
            changedEncodings.add(row.orderId);
        }
    }

    private void move(EncodingJob job, @Nullable ChipContent content) {
        EncodingRow row =
                encodings.computeIfAbsent(
                        job.intent().order(), order -> EncodingRow.opened(job, work.now()));
        row.move(job, work.now());
        if (takesThePlaceOfUrgent(row)) {
            hurry(row);
        }
        if (content != null) {
            row.files = ChipFiles.text(content.files());
        }
        changedEncodings.add(row.orderId);
        work.send(
                EventType.ENCODING_MOVED,
                new HolderId(row.holder),
                new PrefectureCode(row.prefecture),
                row.event(),
                row.orderId.toString(),
                "move",
                Integer.toString(row.moves));
        for (ChangeKey change : job.intent().changes()) {
            steps.add(StepRow.moved(row, change));
        }
    }

    private void hurry(EncodingRow encoding) {
        encoding.urgent = true;
        if (encoding.job() instanceof EncodingJob.Sendable) {
            encoding.dueAt = work.now();
        }
    }

    /// What was urgent stays so when a newer version takes its place.
    private boolean takesThePlaceOfUrgent(EncodingRow row) {
        return row.moves == 1
                && encodings.values().stream()
                        .filter(other -> other.holder.equals(row.holder) && other.urgent)
                        .filter(other -> changedEncodings.contains(other.orderId))
                        .anyMatch(other -> other.job() instanceof EncodingJob.Superseded);
    }

    private static @Nullable ChipContent contentOf(CardDesk.Step step, EncodingJob job) {
        return job.equals(step.after().open()) ? step.content() : null;
    }

    private List<DeskRow> desks(boolean alreadyKnown) {
        return changedDesks.stream()
                .filter(holder -> known.contains(holder) == alreadyKnown)
                .map(holder -> DeskRow.of(of(holder)))
                .toList();
    }

    private List<EncodingRow> encodings(boolean alreadyStored) {
        return encodings.values().stream()
                .filter(row -> changedEncodings.contains(row.orderId))
                .filter(row -> stored.contains(row.orderId) == alreadyStored)
                .toList();
    }

    private static Uni<Void> update(Mutiny.StatelessSession session, List<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.updateAll(rows.size(), rows.toArray());
    }

    private static Uni<Void> insert(Mutiny.StatelessSession session, List<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.insertAll(rows.size(), rows.toArray());
    }
}
