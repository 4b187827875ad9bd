package jp.kisai.consent.outside;

import java.security.Provider;
import java.security.cert.CertPath;
import java.security.cert.CertPathParameters;
import java.security.cert.CertPathValidatorResult;
import java.security.cert.CertPathValidatorSpi;

/// An engine that finds no path valid, and says so in the way in which engines fail on hostile
/// input.
@SuppressWarnings("serial") // never serialised
final class Sceptic extends Provider {

    Sceptic() {
        super("Sceptic", "1", "refuses every path");
        put("CertPathValidator.PKIX", Validator.class.getName());
        put("CertificateFactory.X.509", "sun.security.provider.X509Factory");
    }

    public static final class Validator extends CertPathValidatorSpi {

        @Override
        public CertPathValidatorResult engineValidate(
                CertPath path, CertPathParameters parameters) {
            throw new IllegalStateException("not valid");
        }
    }
}
