package jp.kisai.consent.outside;

/// A responder's answer breaks a rule; caught at the façade and nowhere else.
final class BrokenAnswer extends Exception {

    private static final long serialVersionUID = 1;

    private final OcspRule rule;

    BrokenAnswer(OcspRule rule) {
        super(rule.name(), null, false, false);
        this.rule = rule;
    }

    OcspRule rule() {
        return rule;
    }

    static void require(boolean holds, OcspRule otherwise) throws BrokenAnswer {
        if (!holds) {
            throw new BrokenAnswer(otherwise);
        }
    }
}
