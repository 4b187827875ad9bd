package jp.kisai.consent.outside;

/// A rule is broken; caught at the façade and nowhere else.
final class BrokenProfile extends Exception {

    private static final long serialVersionUID = 1;

    private final CertificateRule rule;

    BrokenProfile(CertificateRule rule) {
        super(rule.name(), null, false, false);
        this.rule = rule;
    }

    CertificateRule rule() {
        return rule;
    }

    static void check(boolean holds, CertificateRule otherwise) throws BrokenProfile {
        if (!holds) {
            throw new BrokenProfile(otherwise);
        }
    }
}
