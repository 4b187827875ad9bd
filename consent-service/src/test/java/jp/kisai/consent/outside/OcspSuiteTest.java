package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jp.kisai.consent.Suites;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;

/// The OCSP vectors of OpenSSL, 28 of them. They are of 2012 and signed with SHA-1, which the
/// service refuses; here, and only here, any algorithm counts, so that every other rule is seen at
/// work.
class OcspSuiteTest {

    private static final int VECTORS = 28;
    private static final Duration SKEW = Duration.ofSeconds(60);

    @Test
    void answersAsExpected() throws IOException, GeneralSecurityException {
        Path folder = Suites.suite("ocsp");
        JsonNode tests =
                new ObjectMapper().readTree(folder.resolve("manifest.json").toFile()).get("tests");
        Set<String> wrong = new TreeSet<>();
        for (JsonNode test : tests) {
            String expected = test.get("expected").asText();
            String given = verdict(folder, test, OcspSuiteTest::verifies);
            if (expected.equals("valid") != given.equals("GOOD")) {
                wrong.add(test.get("id").asText() + " " + given);
            }
        }

        assertEquals(Set.of(), wrong);
        assertEquals(VECTORS, tests.size());
    }

    @Test
    void acceptsNoneOfThemInTheService() throws IOException, GeneralSecurityException {
        Path folder = Suites.suite("ocsp");
        JsonNode tests =
                new ObjectMapper().readTree(folder.resolve("manifest.json").toFile()).get("tests");
        Set<String> accepted = new TreeSet<>();
        for (JsonNode test : tests) {
            if (verdict(folder, test, Algorithms::verifiesWithStrongKey).equals("GOOD")) {
                accepted.add(test.get("id").asText());
            }
        }

        assertEquals(Set.of(), accepted);
    }

    /// `GOOD` if every answer is, each about its certificate of the path; otherwise why not.
    private static String verdict(Path folder, JsonNode test, OcspAnswers.Signatures signatures)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> path = new ArrayList<>();
        path.add(certificate(folder, test.get("end_entity")));
        List<X509Certificate> authorities = new ArrayList<>();
        for (JsonNode intermediate : test.get("intermediates")) {
            authorities.add(certificate(folder, intermediate));
        }
        path.addAll(authorities.reversed());
        path.add(certificate(folder, test.get("trust_anchor")));
        Instant now = Instant.parse(test.get("validation_time").asText());
        for (int i = 0; i < test.get("ocsp_responses").size(); i++) {
            byte[] der = Suites.bytes(folder.resolve(test.get("ocsp_responses").get(i).asText()));
            CertificateChecks issuer =
                    new CertificateChecks(List.of(path.get(i + 1)), Forge.POLICY, Forge.QUIET);
            CertificateKey about =
                    new CertificateKey(
                            Anchor.of(path.get(i + 1)).id(),
                            new CertificateSerial(path.get(i).getSerialNumber()));
            String one =
                    word(new OcspAnswers(issuer, SKEW, signatures).read(der, null, now), about);
            if (!one.equals("GOOD")) {
                return one;
            }
        }
        return "GOOD";
    }

    private static String word(OcspReading reading, CertificateKey about) {
        return switch (reading) {
            case OcspReading.NotInOrder(OcspRule rule) -> rule.name();
            case OcspReading.InOrder(OcspAnswer answer) ->
                    answer.certificate().equals(about)
                                    && answer.status() instanceof OcspAnswer.Status.Good
                            ? "GOOD"
                            : "ANOTHER";
        };
    }

    private static boolean verifies(
            AlgorithmIdentifier algorithm, PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm.getAlgorithm().getId());
            verifier.initVerify(key);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (GeneralSecurityException doesNotFit) {
            return false;
        }
    }

    private static X509Certificate certificate(Path folder, JsonNode name)
            throws GeneralSecurityException {
        String pem =
                new String(Suites.bytes(folder.resolve(name.asText())), StandardCharsets.US_ASCII);
        return PemFile.certificates(pem).getFirst();
    }
}
