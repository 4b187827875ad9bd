package jp.kisai.contracts.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that are made to cost much: each is refused for what it is, and costs next to nothing.
class OversizeTest {

    /// Of processor time, for one that is refused: a hundredth of what the limit of a check is.
    private static final Duration CHEAP = Duration.ofMillis(5);

    private static final int BYTES = SignedMessage.BOUNDS.maxBytes();

    static Stream<Arguments> costly() throws CertificateEncodingException, IOException {
        String tooLong = "longer than 262144 bytes";
        String tooMany = "more than 4096 elements";
        String tooDeep = "more than 24 levels deep";
        return Stream.of(
                Arguments.of("1.6 MB", tooLong, new byte[1_600_000]),
                Arguments.of("one byte too long", tooLong, new byte[BYTES + 1]),
                Arguments.of("nested without end", "not DER", filled(0x30, 0x80)),
                Arguments.of("nested beyond its end", tooDeep, nested(BYTES / 5)),
                Arguments.of("10,000 levels", tooDeep, nested(10_000)),
                Arguments.of("25 levels", tooDeep, nested(25)),
                Arguments.of("headers only", "not DER", filled(0x30, 0x30)),
                Arguments.of("100,000 elements", tooMany, empty(100_000)),
                Arguments.of("length of 4 GB", "not DER", new byte[] {48, -124, -1, -1, -1, -1}),
                Arguments.of("200 certificates", tooMany, message(copies(200), signers(1))),
                Arguments.of("10,000 signers", tooMany, message(List.of(), signers(10_000))),
                Arguments.of(
                        "2 signers", "not exactly one signer", message(List.of(), signers(2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costly")
    void refusesForItsOwnReason(String name, String rule, byte[] bytes) {
        assertEquals(new SignedDocument.Check.Refused(rule), SignedDocument.open(bytes));
        assertEquals(
                new DetachedSignature.Check.Forged(rule),
                DetachedSignature.check(new byte[1], bytes, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costly")
    void costsNextToNothing(String name, String rule, byte[] bytes) {
        int times = 200;
        for (int i = 0; i < times; i++) {
            SignedDocument.open(bytes);
        }
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            SignedDocument.open(bytes);
        }
        Duration each = Duration.ofNanos((System.nanoTime() - begin) / times);

        assertTrue(each.compareTo(CHEAP) < 0, name + " takes " + each);
    }

    @Test
    void decodesNoBase64ThatIsTooLong() {
        byte[] header = new byte[BYTES * 2];
        Arrays.fill(header, (byte) 'M');

        assertEquals(
                new DetachedSignature.Check.Forged("longer than 262144 bytes"),
                DetachedSignature.check(new byte[1], header, List.of()));
        assertEquals(
                new DetachedSignature.Check.Forged("not DER"),
                DetachedSignature.check(
                        new byte[1], Base64.getEncoder().encode(filled(0x30, 0x80)), List.of()));
    }

    private static List<X509Certificate> copies(int count) {
        X509Certificate certificate = Keys.p256().certificate();
        return IntStream.range(0, count).mapToObj(_ -> certificate).toList();
    }

    /// As short as an element can be: what a signer must have is looked for later.
    private static List<ASN1Encodable> signers(int count) {
        return IntStream.range(0, count)
                .<ASN1Encodable>mapToObj(i -> new DERSequence(new ASN1Integer(i)))
                .toList();
    }

    private static byte[] message(List<X509Certificate> certificates, List<ASN1Encodable> signers)
            throws CertificateEncodingException, IOException {
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (X509Certificate certificate : certificates) {
            all.add(ASN1Primitive.fromByteArray(certificate.getEncoded()));
        }
        ASN1EncodableVector data = new ASN1EncodableVector();
        data.add(new ASN1Integer(1));
        data.add(new DERSet());
        data.add(new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString(new byte[1])));
        if (!certificates.isEmpty()) {
            data.add(new DERTaggedObject(false, 0, new DERSet(all)));
        }
        data.add(new DERSet(signers.toArray(ASN1Encodable[]::new)));
        return new ContentInfo(CMSObjectIdentifiers.signedData, new DERSequence(data))
                .getEncoded(ASN1Encoding.DER);
    }

    private static byte[] filled(int even, int odd) {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? even : odd);
        }
        return bytes;
    }

    private static byte[] empty(int elements) throws IOException {
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (int i = 0; i < elements; i++) {
            all.add(DERNull.INSTANCE);
        }
        return new DERSequence(all).getEncoded(ASN1Encoding.DER);
    }

    /// Sequences inside one another, each with its right length.
    private static byte[] nested(int depth) {
        byte[] headers = new byte[depth * 5];
        for (int i = 0; i < depth; i++) {
            int inside = headers.length - (i + 1) * 5;
            headers[i * 5] = 0x30;
            headers[i * 5 + 1] = (byte) 0x83;
            headers[i * 5 + 2] = (byte) (inside >> 16);
            headers[i * 5 + 3] = (byte) (inside >> 8);
            headers[i * 5 + 4] = (byte) inside;
        }
        return headers;
    }
}
