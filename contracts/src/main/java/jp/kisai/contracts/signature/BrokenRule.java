package jp.kisai.contracts.signature;

/// A signed message that breaks a rule. The rule is a fixed sentence, never a piece of the message.
final class BrokenRule extends Exception {

    private final String rule;

    BrokenRule(String rule) {
        super(rule, null, false, false);
        this.rule = rule;
    }

    String rule() {
        return rule;
    }
}
