package jp.kisai.localstack.doubles;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.EncodingOrdered;
import jp.kisai.contracts.event.EncodingReported;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The card-issuing factory (発行工場): takes orders, opens them with its key, encodes cards, reads
/// them back and answers under its signature. It misbehaves on demand; see [Conduct].
///
/// However it answers, it keeps the factory's one promise: a card is never encoded twice for the
/// same version, and never with a version older than the one it bears.
public final class CardFactory implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CardFactory.class.getName());
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int MAX_ORDERS = 500;

    private final String name;
    private final FactoryKeys keys;
    private final Rack rack;
    private final Counters counters = new Counters();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ReceiptDesk receipts;
    private final Thread worker;
    private final Map<String, Taken> waiting = new LinkedHashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean paused;
    private volatile Conduct conduct = Conduct.GOOD;
    private volatile List<X509Certificate> pinned = List.of();

    /// One card brought to one version.
    public record Encoding(String card, long version, UUID order, String readBackSha256) {}

    /// An order that was opened and waits to be carried out.
    private record Taken(CloudEvent<?> event, OpenedOrder order) {}

    private static final class Counters {
        long orders;
        int failed;
    }

    /// @param folder where it remembers which cards it encoded
    /// @param orderers the pinned certificates, by any of which orders must be signed
    public static CardFactory open(
            String name,
            Path folder,
            FactoryKeys keys,
            List<X509Certificate> orderers,
            String bootstrapServers) {
        CardFactory factory = new CardFactory(name, folder, keys, orderers, bootstrapServers);
        factory.worker.start();
        return factory;
    }

    private CardFactory(
            String name,
            Path folder,
            FactoryKeys keys,
            List<X509Certificate> orderers,
            String bootstrapServers) {
        this.name = name;
        this.keys = keys;
        pins(orderers);
        rack = new Rack(folder.resolve(name + "-encoded.csv"));
        receipts = new ReceiptDesk(name, keys.own(), new Wire(bootstrapServers));
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.GROUP_ID_CONFIG,
                                "factory-" + name,
                                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                                "factory-" + name + "-0",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                MAX_ORDERS,
                                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                CooperativeStickyAssignor.class.getName()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.ENCODING_ORDERED));
        worker = Thread.ofPlatform().name("card-factory-" + name).daemon().unstarted(this::work);
    }

    /// From the next order and receipt on.
    public void behaves(Conduct how) {
        conduct = how;
        synchronized (counters) {
            counters.failed = 0;
        }
    }

    /// Whose orders it carries out from now on.
    ///
    /// @param orderers the certificates, by any of which orders must be signed
    public void pins(List<X509Certificate> orderers) {
        pinned = List.copyOf(orderers);
    }

    /// Takes orders, but answers none until [#resume].
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
    }

    /// Every encoding so far, in order.
    public List<Encoding> encodings() {
        return rack.all();
    }

    /// Every encoding of one card so far, in order.
    public List<Encoding> encodings(String card) {
        return rack.all().stream().filter(encoding -> encoding.card().equals(card)).toList();
    }

    @Override
    public void close() {
        closing.set(true);
        consumer.wakeup();
        try {
            worker.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (consumer;
                receipts) {
            while (!closing.get()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record);
                }
                if (!paused) {
                    carryOut();
                    receipts.flush();
                    consumer.commitSync();
                }
            }
        } catch (WakeupException closed) {
            LOG.log(Level.FINE, "the factory closes", closed);
        } catch (RuntimeException defect) {
            LOG.log(Level.SEVERE, "the factory stopped", defect);
            throw defect;
        }
    }

    /// The newest order for a card takes the place of one that was not begun.
    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (Events.read(record.value()) instanceof Reading.Read(CloudEvent<?> event)
                && event.data() instanceof EncodingOrdered ordered
                && ordered.factory().equals(name)
                && !forgotten()) {
            try {
                OpenedOrder order = new OrderOpener(name, keys.own().key(), pinned).open(ordered);
                waiting.merge(
                        order.card(),
                        new Taken(event, order),
                        (old, young) ->
                                young.order().version() >= old.order().version() ? young : old);
            } catch (OrderOpener.Unreadable unreadable) {
                LOG.log(Level.WARNING, "an order cannot be read: {0}", unreadable.getMessage());
                answer(
                        event,
                        ordered,
                        new EncodingReported.Failed(EncodingFailure.ORDER_UNREADABLE));
            }
        }
    }

    private boolean forgotten() {
        synchronized (counters) {
            counters.orders++;
            return Conduct.strikes(conduct.forgetsOrders(), counters.orders);
        }
    }

    private void carryOut() {
        List<Taken> orders = new ArrayList<>(waiting.values());
        waiting.clear();
        orders.forEach(this::carryOut);
    }

    private void carryOut(Taken taken) {
        OpenedOrder order = taken.order();
        EncodingOrdered ordered = (EncodingOrdered) taken.event().data();
        Optional<Encoding> present = rack.on(order.card());
        if (present.filter(encoding -> encoding.version() > order.version()).isPresent()) {
            return; // void: the card bears a newer version
        }
        EncodingFailure failure = nextFailure();
        if (failure != null) {
            answer(
                    taken.event(),
                    ordered,
                    new EncodingReported.Accepted(),
                    new EncodingReported.Failed(failure));
            return;
        }
        if (present.filter(encoding -> encoding.order().equals(order.order())).isEmpty()) {
            rack.write(
                    new Encoding(
                            order.card(), order.version(), order.order(), order.readBackSha256()));
        }
        answer(
                taken.event(),
                ordered,
                new EncodingReported.Accepted(),
                new EncodingReported.Encoded(order.readBackSha256(), order.card()));
    }

    private @Nullable EncodingFailure nextFailure() {
        synchronized (counters) {
            if (conduct.failsWith() == null || counters.failed >= conduct.failures()) {
                return null;
            }
            counters.failed++;
            return conduct.failsWith();
        }
    }

    private void answer(
            CloudEvent<?> event, EncodingOrdered ordered, EncodingReported.Report... reports) {
        List<EncodingReported> answers = new ArrayList<>();
        for (EncodingReported.Report report : reports) {
            answers.add(new EncodingReported(ordered.order(), ordered.version(), report));
        }
        receipts.send(event, answers, conduct);
    }
}
