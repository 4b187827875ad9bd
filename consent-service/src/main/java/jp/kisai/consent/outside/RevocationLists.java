package jp.kisai.consent.outside;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.consent.domain.RevocationListReference;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;

/// Reads revocation lists: signed by a pinned anchor, complete for one distribution point,
/// numbered, and current.
///
/// Neither of the usual engines looks at `thisUpdate` or at the number; both are looked at here,
/// and the number once more against the list that is already in the database.
public final class RevocationLists {

    private static final int VERSION_2 = 2;
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
            Set.of(
                    Extension.issuingDistributionPoint,
                    Extension.cRLNumber,
                    Extension.authorityKeyIdentifier);
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD_IN_ENTRY =
            Set.of(Extension.reasonCode);
    private static final int REMOVE_FROM_CRL = 8;

    private final CertificateChecks checks;
    private final Duration clockSkew;
    private final int maxBytes;

    public RevocationLists(CertificateChecks checks, Duration clockSkew, int maxBytes) {
        this.checks = checks;
        this.clockSkew = clockSkew;
        this.maxBytes = maxBytes;
    }

    public ListReading read(byte[] der, Instant now) {
        try {
            return new ListReading.InOrder(inOrder(der, now));
        } catch (BrokenList broken) {
            return new ListReading.NotInOrder(broken.rule);
        } catch (BrokenProfile broken) {
            return new ListReading.NotInOrder(ruleFor(broken.rule()));
        } catch (Exception | StackOverflowError malformed) {
            // The parsers throw unchecked exceptions on hostile input.
            return new ListReading.NotInOrder(ListRule.MALFORMED);
        }
    }

    private RevocationList inOrder(byte[] der, Instant now)
            throws BrokenProfile, BrokenList, IOException {
        CertificateList list = CertificateList.getInstance(Profile.der(der, maxBytes));
        TBSCertList tbs = list.getTBSCertList();
        require(tbs.getVersionNumber() == VERSION_2, ListRule.NOT_VERSION_2);
        require(
                list.getSignatureAlgorithm().equals(tbs.getSignature()),
                ListRule.ALGORITHM_NOT_ALLOWED);
        Anchor issuer =
                checks.signer(
                        new X500Principal(list.getIssuer().getEncoded(ASN1Encoding.DER)),
                        list.getSignatureAlgorithm(),
                        tbs.getEncoded(ASN1Encoding.DER),
                        list.getSignature().getOctets());
        String distributionPoint = distributionPoint(tbs.getExtensions());
        RevocationListReference reference = reference(tbs);
        require(!reference.thisUpdate().isAfter(now.plus(clockSkew)), ListRule.NOT_YET_ISSUED);
        require(now.isBefore(reference.nextUpdate()), ListRule.OVERDUE);
        return new RevocationList(issuer.id(), distributionPoint, reference, entries(list));
    }

    private static String distributionPoint(@Nullable Extensions extensions)
            throws BrokenProfile, BrokenList, IOException {
        if (extensions == null) {
            throw new BrokenList(ListRule.WRONG_DISTRIBUTION_POINT);
        }
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

    private static RevocationListReference reference(TBSCertList tbs) throws BrokenList {
        Time nextUpdate = tbs.getNextUpdate();
        if (nextUpdate == null) {
            throw new BrokenList(ListRule.OVERDUE);
        }
        Extension number = tbs.getExtensions().getExtension(Extension.cRLNumber);
        if (number == null) {
            throw new BrokenList(ListRule.NO_NUMBER);
        }
        BigInteger value = ASN1Integer.getInstance(number.getParsedValue()).getValue();
        require(value.signum() >= 0 && value.bitLength() <= Byte.SIZE * 20, ListRule.NO_NUMBER);
        return new RevocationListReference(
                value, tbs.getThisUpdate().getDate().toInstant(), nextUpdate.getDate().toInstant());
    }

    private static List<RevocationList.Entry> entries(CertificateList list)
            throws BrokenProfile, BrokenList {
        List<RevocationList.Entry> entries = new ArrayList<>();
        Set<BigInteger> seen = new HashSet<>();
        Enumeration<?> all = list.getRevokedCertificateEnumeration();
        while (all.hasMoreElements()) {
            TBSCertList.CRLEntry entry = (TBSCertList.CRLEntry) all.nextElement();
            BigInteger serial = entry.getUserCertificate().getValue();
            require(seen.add(serial), ListRule.DUPLICATE_ENTRY);
            entries.add(
                    new RevocationList.Entry(
                            new CertificateSerial(serial),
                            new Revocation(
                                    reason(entry.getExtensions()),
                                    entry.getRevocationDate().getDate().toInstant())));
        }
        return entries;
    }

    private static RevocationReason reason(@Nullable Extensions extensions) throws BrokenList {
        if (extensions == null) {
            return RevocationReason.UNKNOWN;
        }
        for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
            require(UNDERSTOOD_IN_ENTRY.contains(critical), ListRule.UNKNOWN_CRITICAL_EXTENSION);
        }
        Extension code = extensions.getExtension(Extension.reasonCode);
        if (code == null) {
            return RevocationReason.UNKNOWN;
        }
        int value = ASN1Enumerated.getInstance(code.getParsedValue()).intValueExact();
        require(value != REMOVE_FROM_CRL, ListRule.WITHDRAWS_REVOCATION);
        return switch (value) {
            case 0 -> RevocationReason.UNSPECIFIED;
            case 1 -> RevocationReason.KEY_COMPROMISE;
            case 2 -> RevocationReason.CA_COMPROMISE;
            case 3 -> RevocationReason.AFFILIATION_CHANGED;
            case 4 -> RevocationReason.SUPERSEDED;
            case 5 -> RevocationReason.CESSATION_OF_OPERATION;
            case 6 -> RevocationReason.CERTIFICATE_HOLD;
            default -> RevocationReason.UNKNOWN;
        };
    }

    private static ListRule ruleFor(CertificateRule rule) {
        return Arrays.stream(ListRule.values())
                .filter(same -> same.name().equals(rule.name()))
                .findFirst()
                .orElse(ListRule.MALFORMED);
    }

    private static void require(boolean holds, ListRule otherwise) throws BrokenList {
        if (!holds) {
            throw new BrokenList(otherwise);
        }
    }

    private static final class BrokenList extends Exception {

        private static final long serialVersionUID = 1;

        private final ListRule rule;

        BrokenList(ListRule rule) {
            super(rule.name(), null, false, false);
            this.rule = rule;
        }
    }
}
