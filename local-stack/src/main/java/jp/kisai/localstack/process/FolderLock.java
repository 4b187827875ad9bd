package jp.kisai.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A data folder belongs to one stack at a time, and to none whose process is gone.
public final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the folder where it is missing.
    ///
    /// @throws PartFailed if another stack has it
    public static FolderLock of(Path data) {
        try {
            Files.createDirectories(data);
            var channel =
                    FileChannel.open(
                            data.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw inUse(data);
            }
            return new FolderLock(channel);
        } catch (OverlappingFileLockException _) {
            throw inUse(data);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not use the data folder " + data, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static PartFailed inUse(Path data) {
        return new PartFailed(
                "Another stack runs with the data folder "
                        + data
                        + ". Stop it, or choose another folder with --data DIR.");
    }
}
