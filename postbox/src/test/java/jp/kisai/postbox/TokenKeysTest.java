package jp.kisai.postbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// Since when the identity provider has not answered.
class TokenKeysTest {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final Hand clock = new Hand();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TokenKeys keys = new TokenKeys(clock, metrics);

    @Test
    void nothingIsUnansweredBeforeItIsAsked() {
        assertEquals(0, value("kisai.token.keys.unanswered.seconds"));
        assertEquals(Double.NaN, value("kisai.token.keys.age.seconds"));
    }

    @Test
    void countsFromTheFirstOfTheQuestionsWithoutAnswer() {
        keys.asked();
        clock.pass(30);
        keys.answered(UNAVAILABLE);
        keys.asked();
        clock.pass(30);

        assertEquals(60, value("kisai.token.keys.unanswered.seconds"));
    }

    @Test
    void anAnswerEndsIt() {
        keys.asked();
        clock.pass(30);
        keys.answered(OK);
        clock.pass(5);

        assertEquals(0, value("kisai.token.keys.unanswered.seconds"));
        assertEquals(5, value("kisai.token.keys.age.seconds"));
    }

    private double value(String gauge) {
        return metrics.get(gauge).gauge().value();
    }

    /// A clock that is moved by hand.
    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(long seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
