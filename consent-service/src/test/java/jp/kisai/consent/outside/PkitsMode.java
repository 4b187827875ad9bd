package jp.kisai.consent.outside;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathParameters;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.jcajce.PKIXExtendedParameters;

/// The two engines as the PKITS wants them: whole paths, all of RFC 5280, revocation from the lists
/// that a test supplies. It stands among the tests, so that no configuration of the service can
/// select it.
///
/// The JDK's engine reads no delta lists, and takes the mapped policy for the user's own where
/// policies are mapped. Where a path has either, it has no say here, and Bouncy Castle decides
/// alone. The profile of the JPKI knows neither deltas nor mappings.
final class PkitsMode {

    /// @param path DER, the end entity first
    /// @param lists DER, all that is to be had
    /// @param others certificates of list issuers outside the path
    @SuppressWarnings("ArrayRecordComponent") // never compared: handed over once, and read
    record Question(
            byte[] anchor,
            List<byte[]> path,
            List<byte[]> lists,
            List<byte[]> others,
            Set<String> policies,
            boolean explicitPolicy,
            boolean mappingInhibited,
            boolean anyPolicyInhibited,
            Instant at) {}

    enum Answer {
        VALID,
        INVALID,
        UNDETERMINED
    }

    private PkitsMode() {}

    static Answer answer(Question question) throws GeneralSecurityException {
        boolean bouncyCastle = bouncyCastle(question);
        if (isBeyondTheJdk(question)) {
            return bouncyCastle ? Answer.VALID : Answer.INVALID;
        }
        return strict(bouncyCastle, jdk(question));
    }

    /// As the service has it: *valid* only if both say so.
    static Answer strict(boolean one, boolean other) {
        if (one != other) {
            return Answer.UNDETERMINED;
        }
        return one ? Answer.VALID : Answer.INVALID;
    }

    static boolean jdk(Question question) throws GeneralSecurityException {
        PKIXParameters parameters = parameters(question);
        if (!question.lists().isEmpty()) {
            PKIXRevocationChecker checker =
                    (PKIXRevocationChecker)
                            CertPathValidator.getInstance("PKIX", PathEngine.JDK.provider())
                                    .getRevocationChecker();
            checker.setOptions(
                    EnumSet.of(
                            PKIXRevocationChecker.Option.PREFER_CRLS,
                            PKIXRevocationChecker.Option.NO_FALLBACK));
            parameters.addCertPathChecker(checker);
        }
        return accepts(PathEngine.JDK, question, parameters);
    }

    static boolean bouncyCastle(Question question) throws GeneralSecurityException {
        return accepts(
                PathEngine.BOUNCY_CASTLE,
                question,
                new PKIXExtendedParameters.Builder(parameters(question))
                        .setUseDeltasEnabled(true)
                        .build());
    }

    /// Names are compared exactly before an engine is asked: Bouncy Castle's own comparison does
    /// not mind the order of a name's parts.
    private static boolean accepts(
            PathEngine engine, Question question, CertPathParameters parameters)
            throws GeneralSecurityException {
        return namesChain(question) && engine.examine(question.path(), parameters).holds();
    }

    private static boolean namesChain(Question question) throws GeneralSecurityException {
        List<X509Certificate> chain = certificates(question.path());
        chain.add(certificate(question.anchor()));
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!chain.get(i)
                    .getIssuerX500Principal()
                    .equals(chain.get(i + 1).getSubjectX500Principal())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBeyondTheJdk(Question question) throws GeneralSecurityException {
        for (X509Certificate certificate : certificates(question.path())) {
            if (certificate.getExtensionValue(Extension.policyMappings.getId()) != null
                    || certificate.getExtensionValue(Extension.freshestCRL.getId()) != null) {
                return true;
            }
        }
        return false;
    }

    private static PKIXParameters parameters(Question question) throws GeneralSecurityException {
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new TrustAnchor(certificate(question.anchor()), null)));
        parameters.setInitialPolicies(question.policies());
        parameters.setExplicitPolicyRequired(question.explicitPolicy());
        parameters.setPolicyMappingInhibited(question.mappingInhibited());
        parameters.setAnyPolicyInhibited(question.anyPolicyInhibited());
        parameters.setPolicyQualifiersRejected(false);
        parameters.setDate(Date.from(question.at()));
        parameters.setRevocationEnabled(!question.lists().isEmpty());
        Collection<Object> store = new ArrayList<>(certificates(question.others()));
        store.addAll(certificates(question.path()));
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (byte[] list : question.lists()) {
            store.add(factory.generateCRL(new ByteArrayInputStream(list)));
        }
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(store)));
        return parameters;
    }

    static List<X509Certificate> certificates(List<byte[]> all) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] one : all) {
            certificates.add(certificate(one));
        }
        return certificates;
    }

    static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        Certificate read =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
        return (X509Certificate) read;
    }
}
