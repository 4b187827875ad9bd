package jp.kisai.localstack.drill;

import java.util.List;

/// One thing that must be true in the end.
///
/// @param claim what must be true
/// @param against what says that it is not; empty if it is
record Judgement(String claim, List<String> against) {

    boolean holds() {
        return against.isEmpty();
    }
}
