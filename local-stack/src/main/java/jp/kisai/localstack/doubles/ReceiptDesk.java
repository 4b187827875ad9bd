package jp.kisai.localstack.doubles;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.EncodingReported;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.HolderId;

/// Writes, signs and sends the factory's receipts; or, on demand, does so badly.
final class ReceiptDesk implements AutoCloseable {

    private final Source source;
    private final Pem signer;
    private final Wire wire;
    private final Queue<Late> delayed = new ArrayDeque<>();
    private final List<CompletableFuture<?>> unacknowledged = new ArrayList<>();
    private long receipts;
    private long pairs;

    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    private record Message(HolderId key, byte[] value, byte[] signature) {}

    private record Late(Instant from, Message message) {}

    ReceiptDesk(String factory, Pem signer, Wire wire) {
        source = Source.factory(factory);
        this.signer = signer;
        this.wire = wire;
    }

    /// The receipts of one order, in the order in which they come true.
    void send(CloudEvent<?> order, List<EncodingReported> answers, Conduct conduct) {
        List<Message> messages = new ArrayList<>();
        for (EncodingReported answer : answers) {
            messages.addAll(messages(order, answer, conduct));
        }
        if (answers.size() > 1 && Conduct.strikes(conduct.reordersReceipts(), ++pairs)) {
            Collections.reverse(messages);
        }
        Instant from = Instant.now().plus(conduct.delay());
        messages.forEach(message -> delayed.add(new Late(from, message)));
    }

    /// Sends what is not to be delayed any longer and waits until the broker has it.
    void flush() {
        Instant now = Instant.now();
        int looked = delayed.size();
        for (int i = 0; i < looked; i++) {
            Late next = delayed.remove();
            if (next.from().isAfter(now)) {
                delayed.add(next);
            } else {
                Message message = next.message();
                unacknowledged.add(
                        wire.send(
                                Topics.ENCODING_REPORTED,
                                message.key(),
                                message.value(),
                                message.signature()));
            }
        }
        unacknowledged.forEach(CompletableFuture::join);
        unacknowledged.clear();
    }

    private List<Message> messages(CloudEvent<?> order, EncodingReported answer, Conduct conduct) {
        receipts++;
        if (Conduct.strikes(conduct.losesReceipts(), receipts)) {
            return List.of();
        }
        Message message = signed(order, answer);
        List<Message> messages = new ArrayList<>();
        messages.add(
                Conduct.strikes(conduct.corruptsReceipts(), receipts)
                        ? corrupted(message)
                        : message);
        if (Conduct.strikes(conduct.repeatsReceipts(), receipts)) {
            messages.add(message);
        }
        if (Conduct.strikes(conduct.restatesReceipts(), receipts)) {
            messages.add(signed(order, answer));
        }
        if (answer.report() instanceof EncodingReported.Encoded(String _, String serial)
                && Conduct.strikes(conduct.contradictsReceipts(), receipts)) {
            messages.add(
                    signed(
                            order,
                            new EncodingReported(
                                    answer.order(),
                                    answer.version(),
                                    new EncodingReported.Encoded("0".repeat(64), serial))));
        }
        return messages;
    }

    private Message signed(CloudEvent<?> order, EncodingReported answer) {
        byte[] value =
                Events.write(
                        new CloudEvent<>(
                                UUID.randomUUID(),
                                source,
                                EventType.ENCODING_REPORTED,
                                order.subject(),
                                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                                order.prefecture(),
                                OptionalLong.empty(),
                                answer));
        byte[] signature = DetachedSignature.sign(value, signer.key(), signer.certificate());
        return new Message(order.subject(), value, signature);
    }

    /// One letter of the read-back or of the report is altered, and the document still parses.
    private static Message corrupted(Message message) {
        byte[] value = message.value().clone();
        int digit = value.length - 1;
        while (digit > 0 && !Character.isDigit(value[digit])) {
            digit--;
        }
        value[digit] = (byte) (value[digit] == '9' ? '8' : value[digit] + 1);
        return new Message(message.key(), value, message.signature());
    }

    @Override
    public void close() {
        flush();
        wire.close();
    }
}
