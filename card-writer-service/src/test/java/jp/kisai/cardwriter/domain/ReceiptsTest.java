package jp.kisai.cardwriter.domain;

import static jp.kisai.cardwriter.domain.Jobs.CARD;
import static jp.kisai.cardwriter.domain.Jobs.NOW;
import static jp.kisai.cardwriter.domain.Jobs.READ_BACK;
import static jp.kisai.cardwriter.domain.Jobs.RULES;
import static jp.kisai.cardwriter.domain.Jobs.intent;
import static jp.kisai.cardwriter.domain.Jobs.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Objects;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptsTest {

    private static final RecordVersion VERSION = new RecordVersion(7);

    /// Every state of a job whose order left twice.
    private static final Map<String, EncodingJob> JOBS =
            Map.ofEntries(
                    Map.entry("queued", new EncodingJob.Queued(intent(7), sent(2), NOW)),
                    Map.entry("ordered", new EncodingJob.Ordered(intent(7), sent(2), NOW)),
                    Map.entry("accepted", new EncodingJob.Accepted(intent(7), sent(2), NOW)),
                    Map.entry("failed", failed(EncodingFailure.FACTORY_BUSY)),
                    Map.entry("silent", failed(EncodingFailure.NO_ANSWER)),
                    Map.entry("officer", officer(EncodingFailure.CHIP_BROKEN)),
                    Map.entry("officer-silent", officer(EncodingFailure.NO_ANSWER)),
                    Map.entry("recalled", officer(EncodingFailure.RECALLED)),
                    Map.entry("held", new EncodingJob.Held(intent(7), sent(2))),
                    Map.entry("encoded", encoded(2)),
                    Map.entry("superseded", new EncodingJob.Superseded(intent(7), sent(2))),
                    Map.entry("cancelled", new EncodingJob.Cancelled(intent(7), sent(2))));

    private static final Map<String, Receipt> RECEIPTS =
            Map.of(
                    "accepts",
                    new Receipt.Accepted(VERSION),
                    "proves",
                    proof(READ_BACK, CARD.text()),
                    "differs",
                    proof("bb", CARD.text()),
                    "other-card",
                    proof(READ_BACK, "CARD-0002"),
                    "busy",
                    new Receipt.Failed(VERSION, EncodingFailure.FACTORY_BUSY),
                    "broken",
                    new Receipt.Failed(VERSION, EncodingFailure.CHIP_BROKEN));

    @ParameterizedTest
    @CsvSource({
        "queued,         accepts,    Moved Accepted",
        "queued,         proves,     Moved Encoded",
        "queued,         differs,    Overtaken",
        "queued,         other-card, Overtaken",
        "queued,         busy,       Overtaken",
        "queued,         broken,     Overtaken",
        "ordered,        accepts,    Moved Accepted",
        "ordered,        proves,     Moved Encoded",
        "ordered,        differs,    Moved Failed READ_BACK_DIFFERS",
        "ordered,        other-card, Moved Failed READ_BACK_DIFFERS",
        "ordered,        busy,       Moved Failed FACTORY_BUSY",
        "ordered,        broken,     Moved OfficerNeeded CHIP_BROKEN",
        "accepted,       accepts,    Repeated",
        "accepted,       proves,     Moved Encoded",
        "accepted,       differs,    Moved Failed READ_BACK_DIFFERS",
        "accepted,       other-card, Moved Failed READ_BACK_DIFFERS",
        "accepted,       busy,       Moved Failed FACTORY_BUSY",
        "accepted,       broken,     Moved OfficerNeeded CHIP_BROKEN",
        "failed,         accepts,    Overtaken",
        "failed,         proves,     Moved Encoded",
        "failed,         differs,    Repeated",
        "failed,         other-card, Repeated",
        "failed,         busy,       Repeated",
        "failed,         broken,     Repeated",
        "silent,         accepts,    Moved Accepted",
        "silent,         proves,     Moved Encoded",
        "silent,         differs,    Moved Failed READ_BACK_DIFFERS",
        "silent,         other-card, Moved Failed READ_BACK_DIFFERS",
        "silent,         busy,       Moved Failed FACTORY_BUSY",
        "silent,         broken,     Moved OfficerNeeded CHIP_BROKEN",
        "officer,        accepts,    Overtaken",
        "officer,        proves,     Moved Encoded",
        "officer,        differs,    Repeated",
        "officer,        other-card, Repeated",
        "officer,        busy,       Repeated",
        "officer,        broken,     Repeated",
        "officer-silent, accepts,    Moved Accepted",
        "officer-silent, proves,     Moved Encoded",
        "officer-silent, differs,    Moved Failed READ_BACK_DIFFERS",
        "officer-silent, other-card, Moved Failed READ_BACK_DIFFERS",
        "officer-silent, busy,       Moved Failed FACTORY_BUSY",
        "officer-silent, broken,     Moved OfficerNeeded CHIP_BROKEN",
        "recalled,       accepts,    Overtaken",
        "recalled,       proves,     Moved Encoded",
        "recalled,       differs,    Overtaken",
        "recalled,       other-card, Overtaken",
        "recalled,       busy,       Overtaken",
        "recalled,       broken,     Overtaken",
        "held,           accepts,    Overtaken",
        "held,           proves,     Moved Encoded",
        "held,           differs,    Overtaken",
        "held,           other-card, Overtaken",
        "held,           busy,       Overtaken",
        "held,           broken,     Overtaken",
        "encoded,        accepts,    Overtaken",
        "encoded,        proves,     Repeated",
        "encoded,        differs,    Contradictory ENCODED_OTHERWISE",
        "encoded,        other-card, Contradictory ENCODED_OTHERWISE",
        "encoded,        busy,       Overtaken",
        "encoded,        broken,     Overtaken",
        "superseded,     accepts,    Late",
        "superseded,     proves,     LateProof",
        "superseded,     differs,    Late",
        "superseded,     other-card, Late",
        "superseded,     busy,       Late",
        "superseded,     broken,     Late",
        "cancelled,      accepts,    Late",
        "cancelled,      proves,     LateProof",
        "cancelled,      differs,    Late",
        "cancelled,      other-card, Late",
        "cancelled,      busy,       Late",
        "cancelled,      broken,     Late",
    })
    void judgesEveryReceiptInEveryState(String job, String receipt, String expected) {
        assertEquals(
                expected, told(Receipts.judge(of(JOBS, job), of(RECEIPTS, receipt), NOW, RULES)));
    }

    @Test
    void refusesAReceiptForAnotherVersionInEveryState() {
        JOBS.values()
                .forEach(
                        job ->
                                assertEquals(
                                        "Contradictory OTHER_VERSION",
                                        told(
                                                Receipts.judge(
                                                        job,
                                                        new Receipt.Accepted(new RecordVersion(6)),
                                                        NOW,
                                                        RULES))));
    }

    @Test
    void refusesAReceiptForAnOrderThatNeverLeft() {
        assertEquals(
                "Contradictory NEVER_ORDERED",
                told(Receipts.judge(Jobs.queued(7), proof(READ_BACK, CARD.text()), NOW, RULES)));
    }

    @Test
    void callsAFailureAfterTheOnlyAttemptWasEncodedAContradiction() {
        assertEquals(
                "Contradictory FAILED_AFTER_ENCODED",
                told(
                        Receipts.judge(
                                encoded(1),
                                new Receipt.Failed(VERSION, EncodingFailure.CHIP_BROKEN),
                                NOW,
                                RULES)));
    }

    /// 10 s, 20 s, then never more than 35 s; the fourth attempt was the last.
    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "3, 35"})
    void waitsLongerAfterEachAttempt(int attempts, int seconds) {
        EncodingJob.Ordered job = new EncodingJob.Ordered(intent(7), sent(attempts), NOW);

        assertEquals(
                new EncodingJob.Failed(
                        intent(7),
                        sent(attempts),
                        EncodingFailure.NO_ANSWER,
                        NOW.plusSeconds(seconds)),
                job.silent(NOW, RULES));
    }

    @Test
    void callsAnOfficerAfterTheLastAttempt() {
        EncodingJob.Ordered job = new EncodingJob.Ordered(intent(7), sent(4), NOW);

        assertEquals(
                new EncodingJob.OfficerNeeded(intent(7), sent(4), EncodingFailure.NO_ANSWER),
                job.silent(NOW, RULES));
    }

    private static <T> T of(Map<String, T> named, String name) {
        return Objects.requireNonNull(named.get(name));
    }

    private static EncodingJob failed(EncodingFailure failure) {
        return new EncodingJob.Failed(intent(7), sent(2), failure, NOW);
    }

    private static EncodingJob officer(EncodingFailure failure) {
        return new EncodingJob.OfficerNeeded(intent(7), sent(2), failure);
    }

    private static EncodingJob encoded(int attempts) {
        return new EncodingJob.Encoded(intent(7), sent(attempts), CARD.text());
    }

    private static Receipt proof(String readBack, String serial) {
        return new Receipt.Encoded(VERSION, readBack, serial);
    }

    private static String told(Judgement judgement) {
        String name = judgement.getClass().getSimpleName();
        return switch (judgement) {
            case Judgement.Moved(EncodingJob.AfterFailure to) ->
                    name + " " + to.getClass().getSimpleName() + " " + to.failure();
            case Judgement.Moved(EncodingJob to) -> name + " " + to.getClass().getSimpleName();
            case Judgement.Contradictory(var rule) -> name + " " + rule;
            case Judgement.Repeated _,
                    Judgement.Overtaken _,
                    Judgement.Late _,
                    Judgement.LateProof _,
                    Judgement.UnknownOrder _ ->
                    name;
        };
    }
}
