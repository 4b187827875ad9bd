package jp.kisai.postbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Door door = new Door();
    private final CompletableFuture<String> work = new CompletableFuture<>();

    @Test
    void shutsAtOnceWhenNobodyIsInside() throws Exception {
        assertEquals(
                "done", door.through(() -> Uni.createFrom().item("done")).await().atMost(LONG));

        assertEquals(0, door.shut(LONG));
    }

    @Test
    void waitsForWhatIsInside() throws Exception {
        enter();

        CompletableFuture<Integer> shut = shutElsewhere();

        assertFalse(shut.isDone());
        work.complete("done");
        assertEquals(0, shut.get(LONG.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void letsNothingMoreInOnceItIsShut() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        door.shut(Duration.ZERO);

        door.through(
                        () -> {
                            begun.set(true);
                            return Uni.createFrom().voidItem();
                        })
                .subscribe()
                .with(_ -> {}, _ -> {});

        assertFalse(begun.get());
    }

    @Test
    void givesUpAfterTheLimitAndSaysHowManyAreLeft() throws Exception {
        enter();
        enter();

        assertEquals(2, door.shut(Duration.ofMillis(20)));
    }

    @Test
    void whatFailsHasLeftToo() throws Exception {
        Uni<String> thrown =
                door.through(
                        () -> {
                            throw new IllegalStateException("before it began");
                        });
        assertThrows(IllegalStateException.class, () -> thrown.await().atMost(LONG));
        enter();

        work.completeExceptionally(new IllegalStateException("in the middle"));

        assertEquals(0, door.shut(LONG));
    }

    @Test
    void whatIsCancelledHasLeftToo() throws Exception {
        door.through(() -> Uni.createFrom().nothing()).subscribe().with(_ -> {}).cancel();

        assertEquals(0, door.shut(LONG));
    }

    private void enter() {
        door.through(() -> Uni.createFrom().completionStage(work))
                .subscribe()
                .with(_ -> {}, _ -> {});
    }

    private CompletableFuture<Integer> shutElsewhere() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return door.shut(LONG);
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                });
    }
}
