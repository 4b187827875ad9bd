package jp.kisai.cardwriter.outside;

import java.security.cert.X509Certificate;
import java.util.List;
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

/// A party outside the suite, and the certificates that sign for it: whether an event comes from
/// it.
public record SignedSource(Source source, List<X509Certificate> certificates) {

    /// @throws IllegalStateException if nothing could be believed to come from it
    public SignedSource {
        if (certificates.isEmpty()) {
            throw new IllegalStateException("no certificate signs for " + source);
        }
        certificates = List.copyOf(certificates);
    }

    /// The factory, by any of its pinned certificates.
    public static SignedSource factory(
            FactoryCertificates certificates, CardWriterSettings settings) {
        return new SignedSource(Source.factory(settings.factory().name()), certificates.all());
    }

    /// J-LIS, which says which new cards are made.
    public static SignedSource jlis(CardWriterSettings settings) {
        return new SignedSource(
                Source.JLIS, PemFile.read(settings.jlisCertificate()).certificates());
    }

    /// Why an event does not come from it: not in its name, or not signed by it; empty if it does.
    public Optional<DeadLetterCause> refuse(
            ConsumerRecord<byte[], byte[]> record, CloudEvent<?> event) {
        if (!event.source().equals(source)) {
            return Optional.of(DeadLetterCause.UNKNOWN_PRODUCER);
        }
        return switch (DetachedSignature.check(record.value(), signature(record), certificates)) {
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
