package jp.kisai.consent.outside;

import static jp.kisai.consent.outside.BrokenAnswer.require;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.contracts.signature.DerBounds;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;

/// Reads what an OCSP responder (RFC 6960) said of one certificate: signed by the anchor that
/// issued the certificate or by whom that anchor appointed, about exactly this certificate, and
/// current.
///
/// Nobody is asked from here: the answer is handed in, by the gateway or from [OcspClient].
public final class OcspAnswers {

    static final int MAX_BYTES = 32 * 1024;

    private static final DerBounds BOUNDS = new DerBounds(MAX_BYTES, 2048, 20);
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
            Set.of(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);

    private final CertificateChecks checks;
    private final Duration clockSkew;
    private final Signatures signatures;

    /// Which keys and algorithms count. There is one answer to that outside tests.
    interface Signatures {

        boolean verifies(
                AlgorithmIdentifier algorithm, PublicKey key, byte[] content, byte[] signature)
                throws BrokenProfile;
    }

    public OcspAnswers(CertificateChecks checks, Duration clockSkew) {
        this(checks, clockSkew, Algorithms::verifiesWithStrongKey);
    }

    OcspAnswers(CertificateChecks checks, Duration clockSkew, Signatures signatures) {
        this.checks = checks;
        this.clockSkew = clockSkew;
        this.signatures = signatures;
    }

    /// Whatever the bytes, this answers and never throws.
    ///
    /// @param nonce what was sent with the question; null if nothing was
    public OcspReading read(byte[] der, byte @Nullable [] nonce, Instant now) {
        try {
            return new OcspReading.InOrder(inOrder(der, nonce, now));
        } catch (BrokenAnswer broken) {
            return new OcspReading.NotInOrder(broken.rule());
        } catch (BrokenProfile broken) {
            return new OcspReading.NotInOrder(ruleFor(broken.rule()));
        } catch (Exception | StackOverflowError malformed) {
            // The parsers throw unchecked exceptions on hostile input.
            return new OcspReading.NotInOrder(OcspRule.MALFORMED);
        }
    }

    /// As [#read(byte[],byte[],Instant)], of an answer to our own question about this certificate.
    public OcspReading read(byte[] der, CertificateKey asked, byte[] nonce, Instant now) {
        OcspReading reading = read(der, nonce, now);
        return reading instanceof OcspReading.InOrder(OcspAnswer answer)
                        && !answer.certificate().equals(asked)
                ? new OcspReading.NotInOrder(OcspRule.OTHER_CERTIFICATE)
                : reading;
    }

    private OcspAnswer inOrder(byte[] der, byte @Nullable [] nonce, Instant now)
            throws BrokenAnswer, BrokenProfile, IOException, GeneralSecurityException {
        require(BOUNDS.of(der) == DerBounds.Finding.WITHIN, OcspRule.MALFORMED);
        OCSPResponse outer = OCSPResponse.getInstance(Profile.der(der));
        require(
                outer.getResponseStatus().getIntValue() == OCSPResponseStatus.SUCCESSFUL,
                OcspRule.NOT_SUCCESSFUL);
        require(
                OCSPObjectIdentifiers.id_pkix_ocsp_basic.equals(
                        outer.getResponseBytes().getResponseType()),
                OcspRule.MALFORMED);
        BasicOCSPResponse basic =
                BasicOCSPResponse.getInstance(
                        Profile.der(outer.getResponseBytes().getResponse().getOctets()));
        ResponseData data = basic.getTbsResponseData();
        ASN1Sequence responses = data.getResponses();
        require(responses.size() == 1, OcspRule.NOT_ABOUT_ONE);
        SingleResponse single = SingleResponse.getInstance(responses.getObjectAt(0));
        Anchor issuer = issuer(single.getCertID());
        new Responder(issuer, signatures).check(basic, now);
        checkExtensions(data.getResponseExtensions(), single.getSingleExtensions(), nonce);
        return answer(issuer, data, single, now);
    }

    /// The pinned anchor whose name and key the question was about.
    private Anchor issuer(CertID about) throws BrokenAnswer, IOException, GeneralSecurityException {
        for (Anchor anchor : checks.anchors()) {
            if (Hashes.isIssuer(about, anchor)) {
                return anchor;
            }
        }
        throw new BrokenAnswer(OcspRule.UNKNOWN_ISSUER);
    }

    private static void checkExtensions(
            @Nullable Extensions ofAll, @Nullable Extensions ofOne, byte @Nullable [] nonce)
            throws BrokenAnswer {
        for (Extensions extensions : new @Nullable Extensions[] {ofAll, ofOne}) {
            if (extensions != null) {
                for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
                    require(UNDERSTOOD.contains(critical), OcspRule.UNKNOWN_CRITICAL_EXTENSION);
                }
            }
        }
        if (nonce != null) {
            require(
                    ofAll != null
                            && ofAll.getExtensionParsedValue(
                                            OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                                    instanceof ASN1OctetString answered
                            && Arrays.equals(nonce, answered.getOctets()),
                    OcspRule.WRONG_NONCE);
        }
    }

    private OcspAnswer answer(Anchor issuer, ResponseData data, SingleResponse single, Instant now)
            throws BrokenAnswer, IOException {
        Instant producedAt = time(data.getProducedAt());
        Instant thisUpdate = time(single.getThisUpdate());
        Instant latest = now.plus(clockSkew);
        require(
                !producedAt.isAfter(latest) && !thisUpdate.isAfter(latest),
                OcspRule.NOT_YET_ISSUED);
        ASN1GeneralizedTime end = single.getNextUpdate();
        if (end == null) {
            throw new BrokenAnswer(OcspRule.OVERDUE);
        }
        Instant nextUpdate = time(end);
        require(now.isBefore(nextUpdate), OcspRule.OVERDUE);
        return new OcspAnswer(
                new CertificateKey(
                        issuer.id(),
                        new CertificateSerial(single.getCertID().getSerialNumber().getValue())),
                status(single.getCertStatus()),
                producedAt,
                thisUpdate,
                nextUpdate);
    }

    private static OcspAnswer.Status status(CertStatus status) throws BrokenAnswer, IOException {
        return switch (status.getTagNo()) {
            case 0 -> new OcspAnswer.Status.Good();
            case 1 -> {
                RevokedInfo info = RevokedInfo.getInstance(status.getStatus());
                RevocationReason reason =
                        info.getRevocationReason() == null
                                ? RevocationReason.UNKNOWN
                                : Reasons.of(info.getRevocationReason().getValue().intValueExact());
                yield new OcspAnswer.Status.Revoked(
                        new Revocation(reason, time(info.getRevocationTime())));
            }
            case 2 -> new OcspAnswer.Status.Unknown();
            default -> throw new BrokenAnswer(OcspRule.MALFORMED);
        };
    }

    private static Instant time(ASN1GeneralizedTime time) throws BrokenAnswer, IOException {
        return Times.of(time).orElseThrow(() -> new BrokenAnswer(OcspRule.WRONG_TIME));
    }

    private static OcspRule ruleFor(CertificateRule rule) {
        return Arrays.stream(OcspRule.values())
                .filter(same -> same.name().equals(rule.name()))
                .findFirst()
                .orElse(OcspRule.MALFORMED);
    }
}
