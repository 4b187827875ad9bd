package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.audit.AuditChain;
import jp.kisai.contracts.audit.AuditClosing;
import jp.kisai.contracts.signature.SigningKey;
import jp.kisai.postbox.AuditEntries.Place;
import jp.kisai.postbox.AuditEntries.Row;
import org.hibernate.reactive.mutiny.Mutiny;

/// The audit trail, day by day, as it leaves this service: a file of lines, the last of which is
/// signed.
@ApplicationScoped
class AuditTrail {

    private final Transactions transactions;
    private final Clock clock;
    private final Source source;
    private final int pageRows;
    private final Optional<SigningKey> key;

    AuditTrail(Transactions transactions, Clock clock, PostboxSettings settings) {
        this.transactions = transactions;
        this.clock = clock;
        this.source = new Source(settings.source());
        this.pageRows = settings.audit().pageRows();
        this.key = settings.audit().signer().map(SigningKey::read);
    }

    /// Days that are over, from that of the first entry; none before there is one.
    ///
    /// @param notStored the first of them of which nobody has said that its file is
    record Days(Optional<LocalDate> first, LocalDate last, Optional<LocalDate> notStored) {}

    /// Entries of a day, and whether there are more.
    record Page(List<Row> rows, boolean more) {}

    /// One link that does not hold.
    ///
    /// @param position of the entry that is wrong or missing
    record Break(long position) {}

    /// How far the chain was followed: to `reached`, or to the first link that does not hold.
    record Followed(Place reached, Optional<Break> broken) {}

    sealed interface Closed {

        /// @param signature empty where this service has no key to sign with
        record Day(AuditClosing closing, Optional<byte[]> signature) implements Closed {}

        record Broken(Break at) implements Closed {}
    }

    /// That a request was answered. It is on record before the answer leaves.
    Uni<Void> answered(Act act, int status) {
        return transactions.unaudited(
                unit ->
                        AuditEntries.append(
                                unit.session(), unit.now(), source, act.answered(status)));
    }

    boolean isOver(LocalDate day) {
        return day.isBefore(AuditEntries.dayOf(clock.instant()));
    }

    Uni<Days> days() {
        LocalDate yesterday = AuditEntries.dayOf(clock.instant()).minusDays(1);
        return transactions.unaudited(
                unit ->
                        AuditEntries.first(unit.session())
                                .chain(first -> days(unit.session(), first, yesterday)));
    }

    private static Uni<Days> days(
            Mutiny.StatelessSession session, Optional<LocalDate> first, LocalDate last) {
        return first.filter(it -> !it.isAfter(last))
                .map(it -> AuditEntries.notExported(session, it, last))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(notStored -> new Days(first, last, notStored));
    }

    /// @param day one that is over
    Uni<Page> page(LocalDate day, long after) {
        return ended(day)
                .chain(() -> transactions.unaudited(unit -> page(unit.session(), day, after)));
    }

    private Uni<Page> page(Mutiny.StatelessSession session, LocalDate day, long after) {
        return AuditEntries.endOf(session, day.minusDays(1), source)
                .chain(
                        before ->
                                AuditEntries.endOf(session, day, source)
                                        .chain(
                                                end ->
                                                        AuditEntries.page(
                                                                        session,
                                                                        Math.max(
                                                                                after,
                                                                                before.position()),
                                                                        end.position(),
                                                                        pageRows)
                                                                .map(rows -> page(rows, end))));
    }

    private static Page page(List<Row> rows, Place end) {
        return new Page(rows, !rows.isEmpty() && rows.getLast().position() < end.position());
    }

    /// Follows the day's chain once more, and signs where it ends.
    ///
    /// @param day one that is over
    Uni<Closed> close(LocalDate day) {
        return ended(day)
                .chain(() -> place(day.minusDays(1)))
                .chain(before -> place(day).chain(end -> close(day, before, end)));
    }

    private Uni<Closed> close(LocalDate day, Place before, Place end) {
        return follow(before, end.position())
                .map(
                        followed ->
                                followed.broken()
                                        .<Closed>map(Closed.Broken::new)
                                        .orElseGet(
                                                () ->
                                                        signed(
                                                                new AuditClosing(
                                                                        source,
                                                                        day,
                                                                        end.position()
                                                                                - before.position(),
                                                                        end.position(),
                                                                        end.hash()))));
    }

    private Closed signed(AuditClosing closing) {
        return new Closed.Day(closing, key.map(it -> it.sign(closing.line().getBytes(UTF_8))));
    }

    /// Somebody has stored that file.
    Uni<Void> exported(AuditClosing closing) {
        return transactions.run(
                List.of(), unit -> AuditEntries.exported(unit.session(), closing, unit.now()));
    }

    /// Follows the chain page by page, up to the entry of that position.
    Uni<Followed> follow(Place from, long last) {
        return followPage(from, last)
                .chain(
                        followed ->
                                followed.broken().isPresent()
                                                || followed.reached().position() >= last
                                        ? Uni.createFrom().item(followed)
                                        : follow(followed.reached(), last));
    }

    /// Follows the chain for a page, and no further than that position.
    Uni<Followed> followPage(Place from, long last) {
        return transactions
                .unaudited(
                        unit -> AuditEntries.page(unit.session(), from.position(), last, pageRows))
                .map(
                        rows ->
                                rows.isEmpty() && from.position() < last
                                        ? broken(from, from.position() + 1)
                                        : followed(from, rows));
    }

    /// Where the chain ends now.
    Uni<Place> end() {
        return transactions.unaudited(
                unit ->
                        AuditEntries.before(
                                unit.session(), Instant.parse("9999-01-01T00:00:00Z"), source));
    }

    Place genesis() {
        return new Place(0, AuditChain.genesis(source));
    }

    private static Followed followed(Place from, List<Row> rows) {
        Place reached = from;
        for (Row row : rows) {
            long expected = reached.position() + 1;
            boolean holds =
                    row.position() == expected
                            && row.line()
                                    .startsWith(
                                            "{\"position\":%d,\"previous\":\"%s\","
                                                    .formatted(expected, reached.hash()))
                            && AuditChain.hash(row.line()).equals(row.hash());
            if (!holds) {
                return broken(reached, expected);
            }
            reached = new Place(row.position(), row.hash());
        }
        return new Followed(reached, Optional.empty());
    }

    private static Followed broken(Place reached, long position) {
        return new Followed(reached, Optional.of(new Break(position)));
    }

    /// No entry of that day comes any more once a later one is there, so one is written if need be.
    private Uni<Void> ended(LocalDate day) {
        return transactions.unaudited(
                unit ->
                        AuditEntries.isOver(unit.session(), day)
                                .chain(
                                        over ->
                                                over
                                                        ? Uni.createFrom().voidItem()
                                                        : AuditEntries.append(
                                                                unit.session(),
                                                                unit.now(),
                                                                source,
                                                                "{\"step\":\"CLOSED\",\"day\":\"%s\"}"
                                                                        .formatted(day))));
    }

    private Uni<Place> place(LocalDate day) {
        return transactions.unaudited(unit -> AuditEntries.endOf(unit.session(), day, source));
    }
}
