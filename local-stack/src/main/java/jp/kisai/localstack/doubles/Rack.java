package jp.kisai.localstack.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The cards that were encoded, kept in a file so that the factory knows them after a restart.
final class Rack {

    private final Path file;
    private final List<CardFactory.Encoding> encodings = new ArrayList<>();
    private final Map<String, CardFactory.Encoding> newest = new HashMap<>();

    Rack(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                Files.readAllLines(file).forEach(line -> remember(encoding(line)));
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }

    /// What the chip holds.
    synchronized Optional<CardFactory.Encoding> on(String card) {
        return Optional.ofNullable(newest.get(card));
    }

    synchronized List<CardFactory.Encoding> all() {
        return List.copyOf(encodings);
    }

    synchronized void write(CardFactory.Encoding encoding) {
        remember(encoding);
        String line =
                String.join(
                        ",",
                        encoding.card(),
                        Long.toString(encoding.version()),
                        encoding.order().toString(),
                        encoding.readBackSha256());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private void remember(CardFactory.Encoding encoding) {
        encodings.add(encoding);
        newest.put(encoding.card(), encoding);
    }

    private static CardFactory.Encoding encoding(String line) {
        String[] parts = line.split(",", -1);
        return new CardFactory.Encoding(
                parts[0], Long.parseLong(parts[1]), UUID.fromString(parts[2]), parts[3]);
    }
}
