package jp.kisai.consent;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;

/// One municipality's day with everything that may happen on it, in an order that a seed decides.
/// licence-service is played by the test: it answers what was granted, sooner or later.
final class MixedDay {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DOMICILE = "鹿児島県鹿児島市山下町１１番";

    private final Cast cast;
    private final Rows rows;
    private final Random random;
    private final Sender sender;
    private final Books books;
    private final List<CloudEvent<ResidentChanged>> events = new ArrayList<>();
    private final Deque<Resident> here = new ArrayDeque<>();
    private final Deque<Resident> elsewhere = new ArrayDeque<>();
    private final List<Open> open = new ArrayList<>();
    private int accountable;
    private long carriedOut;

    /// What a record still waits for.
    private record Open(Runnable begins, Runnable ends) {}

    /// What may happen. Each of them happens at least once in a day of so many records.
    private enum Kind {
        NO_CONSENT,
        GRANTED,
        WAITS_FOR_HOLDER,
        REFUSED_AND_WAITS,
        DEATH,
        DUPLICATE,
        OTHER_CONTENT,
        NOT_RESPONSIBLE,
        PARKED,
        FORGED,
        UNSIGNED,
        TRUNCATED
    }

    MixedDay(Cast cast, Rows rows, Random random) throws IOException, GeneralSecurityException {
        this.cast = cast;
        this.rows = rows;
        this.random = random;
        this.sender = Sender.registered(cast.kafka);
        this.books = new Books(sender);
    }

    Sender sender() {
        return sender;
    }

    Books books() {
        return books;
    }

    /// Sends, and waits until all of it has arrived.
    void send(int records) {
        List<Kind> plan = new ArrayList<>(List.of(Kind.values()));
        while (plan.size() < records) {
            plan.add(Kind.values()[random.nextInt(Kind.values().length)]);
        }
        Collections.shuffle(plan, random);
        sends(sender.strangersMove());
        plan.forEach(this::moveIn);
        plan.forEach(this::happen);
        Awaitility.await("receipts of " + sender.code)
                .atMost(PATIENCE)
                .until(
                        () ->
                                rows.of(
                                        "select count(*) from receipts where producer = ?",
                                        sender.code.digits()),
                        List.of((long) accountable)::equals);
        Awaitility.await("answers to what is no receipt")
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> books.numbers(cast.kafka).received() == accountable);
    }

    void resolveSome() {
        Collections.shuffle(open, random);
        resolve(open.subList(0, open.size() / 2));
    }

    void resolveAll() {
        resolve(open);
    }

    private void resolve(List<Open> some) {
        some.forEach(one -> one.begins().run());
        some.forEach(one -> one.ends().run());
        some.clear();
        Awaitility.await("the answers of licence-service")
                .atMost(PATIENCE)
                .until(() -> carriedOut() == carriedOut);
    }

    /// Whoever is needed for it comes before the day begins, so that all are waited for together.
    private void moveIn(Kind kind) {
        switch (kind) {
            case GRANTED, WAITS_FOR_HOLDER, REFUSED_AND_WAITS ->
                    here.add(cast.consented(Town.CHIYODA, sender.code, Item.ADDRESS));
            case NOT_RESPONSIBLE -> elsewhere.add(cast.consented(Town.NAHA, Item.NAME));
            default -> {}
        }
    }

    private void happen(Kind kind) {
        switch (kind) {
            case NO_CONSENT -> sends(sender.strangersMove());
            case GRANTED -> granted();
            case WAITS_FOR_HOLDER -> waits(domicile());
            case REFUSED_AND_WAITS -> waits(new ItemChange.Name("田中　花子", "タナカ　ハナコ"), domicile());
            case DEATH -> sends(sender.event(someone(), sender.data(ChangeReason.DEATH)));
            case DUPLICATE -> sends(anEarlierOne());
            case OTHER_CONTENT -> {
                CloudEvent<ResidentChanged> earlier = anEarlierOne();
                sends(
                        sender.event(
                                earlier.id(),
                                earlier.subject(),
                                sender.data(
                                        ChangeReason.MOVE,
                                        new ItemChange.Address(
                                                sender.code, "鹿児島県鹿児島市" + random.nextInt() + "番")),
                                Instant.now()));
            }
            case NOT_RESPONSIBLE -> {
                Resident resident = resident(elsewhere);
                sends(
                        sender.event(
                                resident.holder(),
                                sender.data(
                                        ChangeReason.MARRIAGE,
                                        new ItemChange.Name("田中　花子", "タナカ　ハナコ"))));
            }
            case PARKED -> {
                CloudEvent<ResidentChanged> event = sender.strangersMove();
                UUID hold = rows.hold(event.subject());
                sends(event);
                open.add(
                        new Open(
                                () -> rows.release(hold),
                                () -> cast.answers(sender.key(event), 1)));
            }
            case FORGED, UNSIGNED, TRUNCATED -> sendsNobodys(kind);
        }
    }

    /// The record of a stranger, or one that was damaged on the way.
    private void sendsNobodys(Kind kind) {
        CloudEvent<ResidentChanged> event = sender.strangersMove();
        byte[] value = Events.write(event);
        RecordMetadata where =
                switch (kind) {
                    case FORGED ->
                            cast.kafka.sendSigned(
                                    Topics.RESIDENT_CHANGED,
                                    event.subject(),
                                    value,
                                    new byte[] {
                                        0x30, 0x03, 0x02, 0x01, (byte) random.nextInt(128)
                                    });
                    case UNSIGNED ->
                            cast.kafka.send(Topics.RESIDENT_CHANGED, event.subject(), value);
                    default ->
                            sender.send(
                                    event.subject(),
                                    Arrays.copyOf(value, value.length / 2),
                                    sender.signer);
                };
        books.sent(event, where);
    }

    private void granted() {
        Resident resident = resident(here);
        cast.counter.submitDomicile(resident.holder(), resident.card(), DOMICILE);
        CloudEvent<ResidentChanged> event =
                sender.event(
                        resident.holder(), sender.data(ChangeReason.DOMICILE_TRANSFER, domicile()));
        sends(event);
        open.add(new Open(() -> {}, () -> licenceAnswers(event)));
    }

    private void waits(ItemChange... items) {
        Resident resident = resident(here);
        CloudEvent<ResidentChanged> event =
                sender.event(resident.holder(), sender.data(ChangeReason.DOMICILE_TRANSFER, items));
        sends(event);
        open.add(
                new Open(
                        () ->
                                cast.counter.submitDomicile(
                                        resident.holder(), resident.card(), DOMICILE),
                        () -> licenceAnswers(event)));
    }

    /// Once it is granted.
    private void licenceAnswers(CloudEvent<ResidentChanged> event) {
        cast.granted(event.subject(), sender.key(event), Item.DOMICILE);
        boolean applied = random.nextBoolean();
        ChangeAnswered.ItemAnswer answer =
                applied
                        ? new ChangeAnswered.Applied(Item.DOMICILE, new RecordVersion(2))
                        : new ChangeAnswered.Refused(Item.DOMICILE, Refusal.NOT_CARD_ONLY);
        carriedOut++;
        cast.kafka.send(
                Topics.CHANGE_ANSWERED,
                event.subject(),
                Events.write(
                        new CloudEvent<>(
                                UUID.randomUUID(),
                                Source.LICENCE,
                                EventType.CHANGE_ANSWERED,
                                event.subject(),
                                Instant.now(),
                                sender.code.prefecture(),
                                OptionalLong.of(1),
                                new ChangeAnswered(
                                        sender.key(event),
                                        applied
                                                ? ChangeAnswered.Outcome.APPLIED
                                                : ChangeAnswered.Outcome.REFUSED,
                                        List.of(answer)))));
    }

    private long carriedOut() {
        return (long)
                rows.of(
                                "select count(*) from carried_out o join changes c on c.id = o.change"
                                        + " where c.producer = ?",
                                sender.code.digits())
                        .getFirst();
    }

    private void sends(CloudEvent<ResidentChanged> event) {
        events.add(event);
        accountable++;
        books.sent(event, sender.send(event));
    }

    private CloudEvent<ResidentChanged> anEarlierOne() {
        return events.getFirst();
    }

    private Resident resident(Deque<Resident> residents) {
        Resident resident = residents.remove();
        awaitResidence(resident.holder());
        return resident;
    }

    private void awaitResidence(HolderId holder) {
        Awaitility.await("the residence of " + holder)
                .atMost(PATIENCE)
                .until(
                        () ->
                                !rows.of(
                                                "select 1 from holders where holder = ? and"
                                                        + " residence is not null",
                                                holder.value())
                                        .isEmpty());
    }

    private static HolderId someone() {
        return new HolderId(UUID.randomUUID());
    }

    private static ItemChange domicile() {
        return new ItemChange.Domicile(DOMICILE);
    }
}
