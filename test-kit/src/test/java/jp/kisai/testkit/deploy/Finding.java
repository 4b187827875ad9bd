package jp.kisai.testkit.deploy;

import com.fasterxml.jackson.databind.JsonNode;

/// What is wrong with one object.
record Finding(String object, String why) {

    static Finding of(JsonNode object, String why) {
        return new Finding(Manifests.id(object), why);
    }

    @Override
    public String toString() {
        return object + ": " + why;
    }
}
