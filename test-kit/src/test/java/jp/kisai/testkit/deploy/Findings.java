package jp.kisai.testkit.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What rules have found so far.
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    /// What is not kept is found.
    void demand(JsonNode object, boolean kept, String otherwise) {
        if (!kept) {
            all.add(Finding.of(object, otherwise));
        }
    }

    void add(Finding finding) {
        all.add(finding);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
