package jp.kisai.consent.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Uuids;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// One record of a municipality, and what became of it.
///
/// @param id the record's own, by place and content: told twice, it is one receipt
/// @param sequence the producer's number in it
public record Receipt(UUID id, Kind kind, ChangeKey change, long sequence) {

    public enum Kind {
        /// What became of it is what became of the change.
        TAKEN,
        /// It waits behind a failure of ours.
        PARKED,
        DUPLICATE,
        /// In the dead-letter topic, for good.
        SET_ASIDE
    }

    public static Receipt of(
            ConsumerRecord<byte[], byte[]> record, Kind kind, ChangeKey change, long sequence) {
        return new Receipt(
                Uuids.derived(
                        "receipt",
                        record.topic(),
                        Integer.toString(record.partition()),
                        Long.toString(record.offset()),
                        sha256(record.value())),
                kind,
                change,
                sequence);
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
