package jp.kisai.postbox;

import jp.kisai.contracts.vocabulary.DeadLetterCause;

/// Whether an arrival may enter the service at all.
public sealed interface Admission {

    Arrival arrival();

    record Admitted(Arrival arrival) implements Admission {}

    record Rejected(Arrival arrival, DeadLetterCause cause) implements Admission {}
}
