package jp.kisai.consent.outside;

/// A revocation list breaks a rule; caught at the façade and nowhere else.
public final class BrokenList extends Exception {

    private static final long serialVersionUID = 1;

    private final ListRule rule;

    BrokenList(ListRule rule) {
        super(rule.name(), null, false, false);
        this.rule = rule;
    }

    ListRule rule() {
        return rule;
    }

    static void require(boolean holds, ListRule otherwise) throws BrokenList {
        if (!holds) {
            throw new BrokenList(otherwise);
        }
    }
}
