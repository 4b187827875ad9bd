package jp.kisai.consent.outside;

import static jp.kisai.consent.outside.BrokenList.require;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import jp.kisai.consent.domain.RevocationListReference;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/// Reads revocation lists: signed by a pinned anchor, complete for one distribution point,
/// numbered, and current.
///
/// Neither of the usual engines looks at `thisUpdate` or at the number; both are looked at here,
/// and the number once more against the list that is already in the database.
public final class RevocationLists {

    private static final int SEQUENCE = BERTags.SEQUENCE | BERTags.CONSTRUCTED;
    private static final int EXTENSIONS = BERTags.CONTEXT_SPECIFIC | BERTags.CONSTRUCTED;
    private static final byte[] VERSION_2 = {BERTags.INTEGER, 1, 1};
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);
    private static final int MAX_PART_BYTES = 64 * 1024;
    private static final int MAX_NUMBER_BITS = Byte.SIZE * 20;
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
            Set.of(
                    Extension.issuingDistributionPoint,
                    Extension.cRLNumber,
                    Extension.authorityKeyIdentifier);

    private final CertificateChecks checks;
    private final Duration clockSkew;
    private final int maxBytes;

    public RevocationLists(CertificateChecks checks, Duration clockSkew, int maxBytes) {
        this.checks = checks;
        this.clockSkew = clockSkew;
        this.maxBytes = maxBytes;
    }

    /// Whatever the bytes, this answers and never throws.
    public ListReading read(ByteBuffer der, Instant now) {
        try {
            return new ListReading.InOrder(inOrder(der, now));
        } catch (BrokenList broken) {
            return new ListReading.NotInOrder(broken.rule());
        } catch (BrokenProfile broken) {
            return new ListReading.NotInOrder(ruleFor(broken.rule()));
        } catch (Exception | StackOverflowError malformed) {
            // The parsers throw unchecked exceptions on hostile input.
            return new ListReading.NotInOrder(ListRule.MALFORMED);
        }
    }

    /// CertificateList (RFC 5280 §5.1), element by element. The signature is over the bytes as they
    /// came, and is verified before anything else is believed.
    private RevocationList inOrder(ByteBuffer der, Instant now)
            throws BrokenProfile, BrokenList, IOException {
        require(der.remaining() <= maxBytes, ListRule.MALFORMED);
        Der file = new Der(der);
        Der list = file.enter(SEQUENCE);
        file.requireEnd();
        ByteBuffer signed = list.whole();
        byte[] algorithm = list.copy(MAX_PART_BYTES);
        byte[] signature = list.copy(MAX_PART_BYTES);
        list.requireEnd();
        Der tbs = new Der(signed).enter(SEQUENCE);
        require(
                tbs.isNext(BERTags.INTEGER) && Arrays.equals(tbs.copy(MAX_PART_BYTES), VERSION_2),
                ListRule.NOT_VERSION_2);
        require(Arrays.equals(algorithm, tbs.copy(MAX_PART_BYTES)), ListRule.ALGORITHM_NOT_ALLOWED);
        Anchor issuer =
                checks.signer(
                        new X500Principal(tbs.copy(MAX_PART_BYTES)),
                        AlgorithmIdentifier.getInstance(Profile.der(algorithm)),
                        signed,
                        ASN1BitString.getInstance(Profile.der(signature)).getOctets());
        Instant thisUpdate = time(tbs);
        boolean ends = tbs.isNext(BERTags.UTC_TIME) || tbs.isNext(BERTags.GENERALIZED_TIME);
        require(ends, ListRule.OVERDUE);
        Instant nextUpdate = time(tbs);
        ByteBuffer entries = tbs.isNext(SEQUENCE) ? tbs.enter(SEQUENCE).rest() : NONE;
        Extensions extensions = extensions(tbs);
        String distributionPoint = distributionPoint(extensions);
        require(thisUpdate.isBefore(nextUpdate), ListRule.VALIDITY_REVERSED);
        require(!thisUpdate.isAfter(now.plus(clockSkew)), ListRule.NOT_YET_ISSUED);
        require(now.isBefore(nextUpdate), ListRule.OVERDUE);
        return new RevocationList(
                issuer.id(),
                distributionPoint,
                new RevocationListReference(
                        distributionPoint, number(extensions), thisUpdate, nextUpdate),
                Entries.checked(entries));
    }

    /// The last part of the list: nothing may come after it.
    private static Extensions extensions(Der tbs) throws BrokenList, IOException {
        require(tbs.isNext(EXTENSIONS), ListRule.WRONG_DISTRIBUTION_POINT);
        Der tagged = tbs.enter(EXTENSIONS);
        byte[] der = tagged.copy(MAX_PART_BYTES);
        tagged.requireEnd();
        tbs.requireEnd();
        return Extensions.getInstance(Profile.der(der));
    }

    private static Instant time(Der tbs) throws BrokenList {
        return Times.of(tbs.copy(MAX_PART_BYTES))
                .orElseThrow(() -> new BrokenList(ListRule.WRONG_TIME));
    }

    private static String distributionPoint(Extensions extensions)
            throws BrokenProfile, BrokenList, IOException {
        require(extensions.getExtension(Extension.deltaCRLIndicator) == null, ListRule.IS_DELTA);
        for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
            require(UNDERSTOOD.contains(critical), ListRule.UNKNOWN_CRITICAL_EXTENSION);
        }
        Extension extension = extensions.getExtension(Extension.issuingDistributionPoint);
        if (extension == null || !extension.isCritical()) {
            throw new BrokenList(ListRule.WRONG_DISTRIBUTION_POINT);
        }
        IssuingDistributionPoint point =
                IssuingDistributionPoint.getInstance(extension.getParsedValue());
        require(
                !point.onlyContainsCACerts()
                        && !point.onlyContainsAttributeCerts()
                        && !point.onlyContainsUserCerts()
                        && !point.isIndirectCRL()
                        && point.getOnlySomeReasons() == null,
                ListRule.PARTIAL);
        return Profile.name(point.getDistributionPoint());
    }

    private static BigInteger number(Extensions extensions) throws BrokenList {
        Extension number = extensions.getExtension(Extension.cRLNumber);
        if (number == null) {
            throw new BrokenList(ListRule.NO_NUMBER);
        }
        BigInteger value = ASN1Integer.getInstance(number.getParsedValue()).getValue();
        require(value.signum() >= 0 && value.bitLength() <= MAX_NUMBER_BITS, ListRule.NO_NUMBER);
        return value;
    }

    private static ListRule ruleFor(CertificateRule rule) {
        return Arrays.stream(ListRule.values())
                .filter(same -> same.name().equals(rule.name()))
                .findFirst()
                .orElse(ListRule.MALFORMED);
    }
}
