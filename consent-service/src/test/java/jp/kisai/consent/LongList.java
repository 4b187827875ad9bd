package jp.kisai.consent;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Date;
import jp.kisai.consent.outside.PemFile;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/// A signed revocation list of any length, written to a file entry by entry: whoever measures the
/// memory of an import must not need more of it than the import.
final class LongList {

    private static final BigInteger FIRST_SERIAL = BigInteger.ONE.shiftLeft(96);
    private static final int SEQUENCE = 0x30;

    private final Instant thisUpdate;
    private final int entries;

    LongList(Instant thisUpdate, int entries) {
        this.thisUpdate = thisUpdate;
        this.entries = entries;
    }

    /// @param point the last part of the distribution point's name
    void write(Path file, PemFile.Signer anchor, String point)
            throws IOException, GeneralSecurityException {
        byte[] algorithm =
                new DefaultSignatureAlgorithmIdentifierFinder()
                        .find("SHA256withRSA")
                        .getEncoded("DER");
        byte[] before = before(anchor, algorithm);
        byte[] after = new DERTaggedObject(true, 0, extensions(point)).getEncoded("DER");
        long listed = (long) entry(0).length * entries;
        byte[] entriesHeader = header(SEQUENCE, listed);
        long length = before.length + entriesHeader.length + listed + after.length;
        byte[] tbsHeader = header(SEQUENCE, length);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(anchor.key());
        int signatureBytes = new DERBitString(new byte[256]).getEncoded().length;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(
                    header(
                            SEQUENCE,
                            tbsHeader.length + length + algorithm.length + signatureBytes));
            for (byte[] part : new byte[][] {tbsHeader, before, entriesHeader}) {
                signed(out, signature, part);
            }
            for (int i = 0; i < entries; i++) {
                signed(out, signature, entry(i));
            }
            signed(out, signature, after);
            out.write(algorithm);
            out.write(new DERBitString(signature.sign()).getEncoded());
        }
    }

    private static void signed(OutputStream out, Signature signature, byte[] part)
            throws IOException, GeneralSecurityException {
        out.write(part);
        signature.update(part);
    }

    private byte[] before(PemFile.Signer anchor, byte[] algorithm) throws IOException {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        before.write(new ASN1Integer(1).getEncoded());
        before.write(AlgorithmIdentifier.getInstance(algorithm).getEncoded("DER"));
        before.write(anchor.certificate().getSubjectX500Principal().getEncoded());
        before.write(new Time(Date.from(thisUpdate)).getEncoded());
        before.write(new Time(Date.from(thisUpdate.plusSeconds(86_400))).getEncoded());
        return before.toByteArray();
    }

    private byte[] entry(int index) throws IOException {
        ASN1EncodableVector entry = new ASN1EncodableVector();
        entry.add(new ASN1Integer(FIRST_SERIAL.add(BigInteger.valueOf(index))));
        entry.add(new Time(Date.from(thisUpdate.minusSeconds(86_400))));
        entry.add(
                new Extensions(
                        Extension.create(
                                Extension.reasonCode,
                                false,
                                CRLReason.lookup(CRLReason.affiliationChanged))));
        return new DERSequence(entry).getEncoded("DER");
    }

    private Extensions extensions(String point) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.cRLNumber,
                false,
                new CRLNumber(BigInteger.valueOf(thisUpdate.getEpochSecond())));
        extensions.addExtension(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(
                        new DistributionPointName(
                                new GeneralNames(
                                        new GeneralName(new X500Name("C=JP,O=JPKI,CN=" + point)))),
                        false,
                        false));
        return extensions.generate();
    }

    private static byte[] header(int tag, long length) {
        int count = (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
        byte[] header = new byte[length < 0x80 ? 2 : 2 + count];
        header[0] = (byte) tag;
        header[1] = (byte) (length < 0x80 ? length : 0x80 | count);
        for (int i = 2; i < header.length; i++) {
            header[i] = (byte) (length >> (Byte.SIZE * (header.length - 1 - i)));
        }
        return header;
    }
}
