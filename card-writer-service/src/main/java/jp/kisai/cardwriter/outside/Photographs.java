package jp.kisai.cardwriter.outside;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jp.kisai.cardwriter.CardWriterSettings;
import jp.kisai.cardwriter.domain.chip.Octets;
import jp.kisai.cardwriter.domain.chip.Photograph;
import org.jspecify.annotations.Nullable;

/// The pictures for chips, in the folder into which the police's licence system puts them, each
/// under its digest. Nothing of a reference but hexadecimal digits becomes part of a path.
///
/// They are fetched before a transaction and taken within it, so that no disk, however far away,
/// keeps a holder locked.
@ApplicationScoped
public class Photographs {

    /// Many more than one batch of records names; two thousand bytes each.
    private static final int KEPT = 5000;

    private final @Nullable Path folder;
    private final MeterRegistry metrics;
    private final Map<String, Photograph> fetched =
            new LinkedHashMap<>(KEPT, 1, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Photograph> eldest) {
                    return size() > KEPT;
                }
            };

    @Inject
    Photographs(CardWriterSettings settings, MeterRegistry metrics) {
        this(settings.photographs().orElse(null), metrics);
    }

    Photographs(@Nullable Path folder, MeterRegistry metrics) {
        this.folder = folder;
        this.metrics = metrics;
    }

    /// Reads the picture that this reference names, if it names one. Blocks: for worker threads.
    ///
    /// @throws UncheckedIOException if the folder cannot be read, which is no picture's fault
    public void fetch(@Nullable String reference) {
        Photograph.digestIn(reference).ifPresent(this::fetchDigest);
    }

    /// The picture that this reference names, as it was fetched.
    ///
    /// @throws IllegalStateException if it was not fetched
    public Photograph of(@Nullable String reference) {
        Optional<String> digest = Photograph.digestIn(reference);
        if (digest.isEmpty()) {
            return new Photograph.NotForChips();
        }
        Photograph photograph = kept(digest.get());
        if (photograph == null) {
            throw new IllegalStateException("the photograph was not fetched");
        }
        return photograph;
    }

    private void fetchDigest(String digest) {
        if (kept(digest) instanceof Photograph.Fit) {
            return;
        }
        Photograph photograph = read(digest);
        synchronized (fetched) {
            fetched.put(digest, photograph);
        }
        String result = photograph instanceof Photograph.Unfit(var why) ? why.name() : "FIT";
        metrics.counter("kisai.card.writer.photographs", "result", result).increment();
    }

    private @Nullable Photograph kept(String digest) {
        synchronized (fetched) {
            return fetched.get(digest);
        }
    }

    private Photograph read(String digest) {
        if (folder == null) {
            return new Photograph.Unfit(Photograph.Why.ABSENT);
        }
        try (InputStream file = Files.newInputStream(folder.resolve(digest))) {
            return Photograph.judge(digest, Octets.of(file.readNBytes(Photograph.MAX_BYTES + 1)));
        } catch (NoSuchFileException absent) {
            if (!Files.isDirectory(folder)) {
                throw new UncheckedIOException(new NotDirectoryException(folder.toString()));
            }
            return new Photograph.Unfit(Photograph.Why.ABSENT);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
