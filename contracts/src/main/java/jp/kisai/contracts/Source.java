package jp.kisai.contracts;

import java.util.Optional;
import java.util.Set;
import jp.kisai.contracts.vocabulary.MunicipalityCode;

/// Who says it: the CloudEvents `source`.
///
/// Refuses (`IllegalArgumentException`) what is not a `urn:kisai:` name of at most 80 characters
public record Source(String urn) {

    public static final Source CONSENT = new Source("urn:kisai:consent-service");
    public static final Source LICENCE = new Source("urn:kisai:licence-service");
    public static final Source CARD_WRITER = new Source("urn:kisai:card-writer-service");
    public static final Source NOTIFICATION = new Source("urn:kisai:notification-service");
    /// The gateway to the public key infrastructure (公的個人認証).
    public static final Source JPKI = new Source("urn:kisai:jpki-gateway");
    public static final Source JLIS = new Source("urn:kisai:j-lis");

    private static final Set<Source> SERVICES = Set.of(CONSENT, LICENCE, CARD_WRITER, NOTIFICATION);

    private static final String MUNICIPALITY = "urn:kisai:municipality:";
    private static final String FACTORY = "urn:kisai:factory:";

    public Source {
        if (!urn.matches("urn:kisai:[a-z0-9:-]{1,70}")) {
            throw new IllegalArgumentException("a source is a urn:kisai: name");
        }
    }

    public static Source municipality(MunicipalityCode code) {
        return new Source(MUNICIPALITY + code.digits());
    }

    /// @param name the factory's name, in lower case letters, digits and hyphens
    public static Source factory(String name) {
        return new Source(FACTORY + name);
    }

    /// Whether it is a service of the suite. The ids of what a service says follow from their
    /// cause, so the same id is the same thing said again, even where it is said in other words.
    public boolean isService() {
        return SERVICES.contains(this);
    }

    /// The municipality, if it is one and its code is right.
    public Optional<MunicipalityCode> municipality() {
        if (!urn.startsWith(MUNICIPALITY)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MunicipalityCode(urn.substring(MUNICIPALITY.length())));
        } catch (IllegalArgumentException wrongCode) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return urn;
    }
}
