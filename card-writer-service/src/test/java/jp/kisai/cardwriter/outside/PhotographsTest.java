package jp.kisai.cardwriter.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.kisai.cardwriter.domain.chip.Octets;
import jp.kisai.cardwriter.domain.chip.Photograph;
import jp.kisai.cardwriter.domain.chip.Photos;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotographsTest {

    private static final String REFERENCE = Photos.reference(Photos.MONOCHROME);

    @TempDir Path folder;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void findsAPictureUnderItsDigest() throws IOException {
        put(Photos.MONOCHROME, Photos.MONOCHROME);
        Photographs photographs = in(folder);

        photographs.fetch(REFERENCE);

        assertEquals(new Photograph.Fit(Photos.MONOCHROME), photographs.of(REFERENCE));
        assertEquals(1, fetched("FIT"));
    }

    /// One that was fit once is not read again; one that was not is.
    @Test
    void looksAgainForAPictureThatWasMissing() throws IOException {
        Photographs photographs = in(folder);
        photographs.fetch(REFERENCE);
        assertEquals(new Photograph.Unfit(Photograph.Why.ABSENT), photographs.of(REFERENCE));

        put(Photos.MONOCHROME, Photos.MONOCHROME);
        photographs.fetch(REFERENCE);
        Files.delete(folder.resolve(Photos.digest(Photos.MONOCHROME)));
        photographs.fetch(REFERENCE);

        assertEquals(new Photograph.Fit(Photos.MONOCHROME), photographs.of(REFERENCE));
        assertEquals(1, fetched("ABSENT"));
        assertEquals(1, fetched("FIT"));
    }

    @Test
    void refusesAPictureUnderAnothersName() throws IOException {
        put(Photos.MONOCHROME, Photos.MONOCHROME_FILE);
        Photographs photographs = in(folder);

        photographs.fetch(REFERENCE);

        assertEquals(new Photograph.Unfit(Photograph.Why.OTHER_CONTENT), photographs.of(REFERENCE));
    }

    /// However large the file is, no more of it is read than shows that it is too large.
    @Test
    void readsNoMoreThanItMust() throws IOException {
        Files.write(folder.resolve(Photos.digest(Photos.MONOCHROME)), new byte[64 * 1024 * 1024]);
        Photographs photographs = in(folder);

        photographs.fetch(REFERENCE);

        assertEquals(new Photograph.Unfit(Photograph.Why.TOO_LARGE), photographs.of(REFERENCE));
    }

    /// A disk that is away says nothing about a photograph: the world is broken, not the record.
    @Test
    void blamesNoPictureForAFolderThatIsAway() {
        Photographs photographs = in(folder.resolve("away"));

        assertThrows(UncheckedIOException.class, () -> photographs.fetch(REFERENCE));
    }

    @Test
    void findsNothingWithoutAFolderAndNeedsNoneForOtherReferences() {
        Photographs photographs = in(null);
        photographs.fetch(REFERENCE);
        photographs.fetch("photo/2024/7c1e");
        photographs.fetch(null);

        assertEquals(new Photograph.Unfit(Photograph.Why.ABSENT), photographs.of(REFERENCE));
        assertEquals(new Photograph.NotForChips(), photographs.of("photo/2024/7c1e"));
        assertEquals(new Photograph.NotForChips(), photographs.of(null));
    }

    @Test
    void doesNotGuessWhatItWasNotAskedFor() {
        assertThrows(IllegalStateException.class, () -> in(folder).of(REFERENCE));
    }

    private Photographs in(@Nullable Path from) {
        return new Photographs(from, metrics);
    }

    private double fetched(String result) {
        return metrics.get("kisai.card.writer.photographs").tag("result", result).counter().count();
    }

    private void put(Octets named, Octets content) throws IOException {
        Files.write(folder.resolve(Photos.digest(named)), content.toArray());
    }
}
