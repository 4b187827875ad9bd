package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Records of one topic after admission, in order of arrival, ready for their transaction.
///
/// @param admitted may enter
/// @param rejected are to be set aside
record Batch(List<Letter.Legible> admitted, List<RejectedRecord> rejected) {

    private static final HolderId NOBODY = new HolderId(new UUID(0, 0));

    /// @throws IllegalStateException if the intake did not answer for each arrival, in order
    static Batch of(List<Letter> letters, List<Admission> admissions) {
        List<Letter.Legible> admitted = new ArrayList<>(admissions.size());
        List<RejectedRecord> rejected = new ArrayList<>();
        int asked = 0;
        for (Letter letter : letters) {
            switch (letter) {
                case Letter.Refused refused -> rejected.add(refused.rejected());
                case Letter.Legible legible -> {
                    if (asked == admissions.size()) {
                        throw new IllegalStateException("an admission is missing");
                    }
                    sort(legible, admissions.get(asked++), admitted, rejected);
                }
            }
        }
        if (asked != admissions.size()) {
            throw new IllegalStateException("there are more admissions than arrivals");
        }
        return new Batch(admitted, rejected);
    }

    private static void sort(
            Letter.Legible legible,
            Admission admission,
            List<Letter.Legible> admitted,
            List<RejectedRecord> rejected) {
        if (admission.arrival().record() != legible.record()) {
            throw new IllegalStateException("the admissions are not in the order of the arrivals");
        }
        switch (admission) {
            case Admission.Admitted yes ->
                    admitted.add(new Letter.Legible(yes.arrival(), legible.digest()));
            case Admission.Rejected no ->
                    rejected.add(
                            new RejectedRecord(
                                    legible.record(),
                                    no.arrival().event(),
                                    no.cause(),
                                    "admission"));
        }
    }

    /// Whoever is spoken of here. A rejected record is answered under its key, or under nobody's.
    Set<HolderId> holders() {
        Set<HolderId> holders = new LinkedHashSet<>();
        admitted.forEach(letter -> holders.add(letter.arrival().event().subject()));
        rejected.forEach(record -> holders.add(holderOf(record.record())));
        return holders;
    }

    private static HolderId holderOf(ConsumerRecord<byte[], byte[]> record) {
        return keyOf(record).orElse(NOBODY);
    }

    /// The record's key, if it is the id of a holder.
    static Optional<HolderId> keyOf(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HolderId(Uuids.parse(new String(record.key(), ISO_8859_1))));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
