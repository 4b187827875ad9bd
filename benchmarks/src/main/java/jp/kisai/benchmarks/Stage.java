package jp.kisai.benchmarks;

import jp.kisai.contracts.Topics;

/// What of a journey can be seen from outside, in its order.
enum Stage {
    DECIDED("decided", Topics.CONSENT_DECIDED),
    RECORDED("new record version", Topics.LICENCE_CHANGED),
    ORDERED("encoding ordered", Topics.ENCODING_ORDERED);

    private final String words;
    private final String topic;

    Stage(String words, String topic) {
        this.words = words;
        this.topic = topic;
    }

    String words() {
        return words;
    }

    String topic() {
        return topic;
    }
}
