package jp.kisai.postbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.junit.jupiter.api.Test;

class LetterTest {

    @Test
    void anEventOfATypeThatTheTopicMayNotCarryIsRefused() {
        Letter letter =
                Letter.open(
                        Told.record(Told.of(Told.someone())), Set.of(EventType.LICENCE_CHANGED));

        Letter.Refused refused = assertInstanceOf(Letter.Refused.class, letter);
        assertEquals(DeadLetterCause.UNKNOWN_TYPE, refused.rejected().cause());
    }

    @Test
    void aDefectInTheReadingRefusesTheRecordAndDoesNotStopTheTopic() {
        Letter letter = Letter.open(Told.record(Told.of(Told.someone())), new Defective());

        Letter.Refused refused = assertInstanceOf(Letter.Refused.class, letter);
        assertEquals(DeadLetterCause.NOT_PROCESSED, refused.rejected().cause());
    }

    /// Fails whoever looks into it.
    private static final class Defective extends AbstractSet<EventType<?>> {
        @Override
        public boolean contains(Object type) {
            throw new IllegalStateException("planted");
        }

        @Override
        public Iterator<EventType<?>> iterator() {
            return Collections.emptyIterator();
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
