package jp.kisai.consent.outside;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A revocation list while it is imported: in a file that is mapped and not read, so that a list of
/// any length takes no memory of the service's.
public final class ListFile implements AutoCloseable {

    private final Path file;
    private final Arena arena;
    private final ByteBuffer bytes;

    private ListFile(Path file, Arena arena, ByteBuffer bytes) {
        this.file = file;
        this.arena = arena;
        this.bytes = bytes;
    }

    /// Takes in what comes, as far as one byte beyond the limit, so that [RevocationLists] can see
    /// that it is too long.
    public static ListFile receive(InputStream body, int maxBytes) throws IOException {
        Path file = Files.createTempFile("revocation-list-", ".crl");
        Arena arena = Arena.ofShared();
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                copy(body, out, maxBytes + 1L);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer bytes =
                        channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                                .asByteBuffer();
                return new ListFile(file, arena, bytes);
            }
        } catch (IOException | RuntimeException failure) {
            arena.close();
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    @Override
    public void close() throws IOException {
        arena.close();
        Files.deleteIfExists(file);
    }

    private static void copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] part = new byte[64 * 1024];
        long left = most;
        for (int read = in.read(part); read >= 0 && left > 0; read = in.read(part)) {
            out.write(part, 0, (int) Math.min(read, left));
            left -= read;
        }
    }
}
