package jp.kisai.consent.outside;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;

/// The entries of a revocation list where they stand in its bytes: a million of them are read
/// again and again, and never held together.
public final class Entries {

    private static final int SEQUENCE = BERTags.SEQUENCE | BERTags.CONSTRUCTED;
    private static final int MAX_PART_BYTES = 1024;
    private static final int REMOVE_FROM_CRL = 8;
    private static final int FIRST_GUESS = 1024;

    private final ByteBuffer bytes;
    private final int count;

    private Entries(ByteBuffer bytes, int count) {
        this.bytes = bytes;
        this.count = count;
    }

    /// @param serial of the certificate that is revoked
    public record Entry(CertificateSerial serial, Revocation revocation) {}

    public int count() {
        return count;
    }

    /// Starts at the first entry.
    public Cursor cursor() {
        return new Cursor(new Der(bytes));
    }

    /// Reads a list's entries, part by part.
    public static final class Cursor {

        private final Der der;

        private Cursor(Der der) {
            this.der = der;
        }

        /// The next entries; none when all were read.
        public List<Entry> next(int most) throws BrokenList, IOException {
            List<Entry> part = new ArrayList<>();
            while (part.size() < most && der.hasMore()) {
                part.add(entry(der.enter(SEQUENCE)));
            }
            return part;
        }
    }

    /// Reads all of them once: every entry must be in order and no serial may stand twice.
    ///
    /// Of each serial eight bytes are kept, mixed from all of it. Two different serials meet in
    /// them once in some ten million lists of a million entries, and then a good list is refused.
    static Entries checked(ByteBuffer bytes) throws BrokenList, IOException {
        Cursor cursor = new Cursor(new Der(bytes));
        long[] seen = new long[FIRST_GUESS];
        int count = 0;
        for (List<Entry> part = cursor.next(FIRST_GUESS);
                !part.isEmpty();
                part = cursor.next(FIRST_GUESS)) {
            for (Entry entry : part) {
                if (count == seen.length) {
                    seen = Arrays.copyOf(seen, count * 2);
                }
                seen[count++] = mixed(entry.serial().value());
            }
        }
        Arrays.sort(seen, 0, count);
        for (int i = 1; i < count; i++) {
            BrokenList.require(seen[i - 1] != seen[i], ListRule.DUPLICATE_ENTRY);
        }
        return new Entries(bytes, count);
    }

    private static long mixed(BigInteger serial) {
        long mixed = 0;
        for (byte one : serial.toByteArray()) {
            mixed = (mixed ^ one) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        return mixed;
    }

    private static Entry entry(Der entry) throws BrokenList, IOException {
        BigInteger serial =
                ASN1Integer.getInstance(Profile.der(entry.copy(MAX_PART_BYTES))).getValue();
        Instant at =
                Times.of(entry.copy(MAX_PART_BYTES))
                        .orElseThrow(() -> new BrokenList(ListRule.WRONG_TIME));
        RevocationReason reason =
                entry.hasMore()
                        ? reason(Extensions.getInstance(Profile.der(entry.copy(MAX_PART_BYTES))))
                        : RevocationReason.UNKNOWN;
        entry.requireEnd();
        return new Entry(new CertificateSerial(serial), new Revocation(reason, at));
    }

    private static RevocationReason reason(Extensions extensions) throws BrokenList {
        for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
            BrokenList.require(
                    critical.equals(Extension.reasonCode), ListRule.UNKNOWN_CRITICAL_EXTENSION);
        }
        ASN1Encodable code = extensions.getExtensionParsedValue(Extension.reasonCode);
        if (code == null) {
            return RevocationReason.UNKNOWN;
        }
        int value = ASN1Enumerated.getInstance(code).intValueExact();
        BrokenList.require(value != REMOVE_FROM_CRL, ListRule.WITHDRAWS_REVOCATION);
        return Reasons.of(value);
    }
}
