package jp.kisai.consent.web;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import jp.kisai.consent.outside.PemFile;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.jspecify.annotations.Nullable;

/// An operator's wish to register a certificate. What could never sign is refused here, and not
/// record by record later.
///
/// @param municipality the code with its check digit
/// @param certificate PEM
/// @param validFrom the first instant for which it may sign
/// @param validUntil the first instant for which it may sign no longer
public record ProducerRegistration(
        @Nullable String municipality,
        @Nullable String certificate,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {

    private static final int MAX_PEM_CHARACTERS = 16_384;
    private static final int MAX_REASON_CHARACTERS = 500;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final List<Integer> CURVE_BITS = List.of(256, 384);

    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    /// A registration that keeps every rule that can be judged without asking anybody.
    record Checked(
            MunicipalityCode municipality,
            X509Certificate certificate,
            Instant from,
            Instant until) {}

    enum Rule {
        WRONG_MUNICIPALITY_CODE(UNPROCESSABLE, "Not six digits of which the last checks the rest."),
        KEY_NOT_ACCEPTABLE(UNPROCESSABLE, "P-256, P-384, or RSA of 2048 to 8192 bits."),
        CERTIFICATE_NOT_VALID_THEN(UNPROCESSABLE, "It is not valid at any time of the period."),
        CERTIFICATE_OF_ANOTHER(CONFLICT, "It is registered for another municipality."),
        CERTIFICATE_ENDED(CONFLICT, "It was ended. A new certificate is needed.");

        private final int status;
        private final String detail;

        Rule(int status, String detail) {
            this.status = status;
            this.detail = detail;
        }

        Refused broken() {
            return new Refused(Problem.of(status, name(), detail));
        }
    }

    Checked checked() {
        if (municipality == null || validFrom == null || validUntil == null) {
            throw new Refused(Problem.malformed("a municipality and a period are needed"));
        }
        if (!validFrom.isBefore(validUntil)) {
            throw new Refused(Problem.malformed("the period ends before it begins"));
        }
        MunicipalityCode code = municipality(municipality);
        X509Certificate parsed = certificate(certificate);
        if (!isAcceptable(parsed.getPublicKey())) {
            throw Rule.KEY_NOT_ACCEPTABLE.broken();
        }
        if (!parsed.getNotBefore().toInstant().isBefore(validUntil)
                || parsed.getNotAfter().toInstant().isBefore(validFrom)) {
            throw Rule.CERTIFICATE_NOT_VALID_THEN.broken();
        }
        return new Checked(code, parsed, validFrom, validUntil);
    }

    static MunicipalityCode municipality(String code) {
        try {
            MunicipalityCode read = new MunicipalityCode(code);
            read.prefecture();
            return read;
        } catch (IllegalArgumentException wrong) {
            throw Rule.WRONG_MUNICIPALITY_CODE.broken();
        }
    }

    static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > MAX_REASON_CHARACTERS) {
            throw new Refused(
                    Problem.malformed(
                            "a reason of at most "
                                    + MAX_REASON_CHARACTERS
                                    + " characters is needed"));
        }
        return reason.strip();
    }

    private static boolean isAcceptable(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec ->
                    CURVE_BITS.contains(ec.getParams().getCurve().getField().getFieldSize());
            case RSAPublicKey rsa ->
                    rsa.getModulus().bitLength() >= MIN_RSA_BITS
                            && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
            default -> false;
        };
    }

    private static X509Certificate certificate(@Nullable String pem) {
        if (pem == null || pem.length() > MAX_PEM_CHARACTERS) {
            throw new Refused(Problem.malformed("a certificate in PEM is needed"));
        }
        try {
            List<X509Certificate> certificates = PemFile.certificates(pem);
            if (certificates.size() == 1) {
                return certificates.getFirst();
            }
        } catch (IllegalArgumentException unreadable) {
            throw new Refused(Problem.malformed("not a certificate in PEM"));
        }
        throw new Refused(Problem.malformed("exactly one certificate is needed"));
    }
}
