package jp.kisai.cardwriter.outside;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import jp.kisai.cardwriter.CardWriterSettings;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Whether a receipt comes from the factory: in its name, and signed by one of its certificates.
@ApplicationScoped
public class ReceiptSignatures {

    private final FactoryCertificates certificates;
    private final Source factory;

    ReceiptSignatures(FactoryCertificates certificates, CardWriterSettings settings) {
        this.certificates = certificates;
        this.factory = Source.factory(settings.factory().name());
    }

    /// Why it does not; empty if it does.
    public Optional<DeadLetterCause> refuse(
            ConsumerRecord<byte[], byte[]> record, CloudEvent<?> event) {
        if (!event.source().equals(factory)) {
            return Optional.of(DeadLetterCause.UNKNOWN_PRODUCER);
        }
        return switch (DetachedSignature.check(
                record.value(), signature(record), certificates.all())) {
            case DetachedSignature.Check.Signed _ -> Optional.empty();
            case DetachedSignature.Check.Unsigned _ -> Optional.of(DeadLetterCause.UNSIGNED);
            case DetachedSignature.Check.Forged _ -> Optional.of(DeadLetterCause.FORGED);
            case DetachedSignature.Check.UnknownSigner _ ->
                    Optional.of(DeadLetterCause.UNKNOWN_PRODUCER);
        };
    }

    private static byte @Nullable [] signature(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Headers.SIGNATURE);
        return header == null ? null : header.value();
    }
}
