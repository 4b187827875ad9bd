package jp.kisai.contracts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What was once published stays readable, and is written byte for byte as before. A golden file is
/// never edited: a new version of an event gets a new one.
class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TestFactory
    Stream<DynamicTest> writesExactlyTheGoldenBytes() {
        return Samples.all().entrySet().stream()
                .map(
                        sample ->
                                DynamicTest.dynamicTest(
                                        sample.getKey(),
                                        () ->
                                                assertEquals(
                                                        golden(sample.getKey()),
                                                        new String(
                                                                Events.write(sample.getValue()),
                                                                StandardCharsets.UTF_8))));
    }

    @TestFactory
    Stream<DynamicTest> readsBackTheEqualRecord() {
        return Samples.all().entrySet().stream()
                .map(
                        sample ->
                                DynamicTest.dynamicTest(
                                        sample.getKey(),
                                        () ->
                                                assertEquals(
                                                        new Reading.Read(sample.getValue()),
                                                        Events.read(
                                                                golden(sample.getKey())
                                                                        .getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8)))));
    }

    @Test
    void writesTheSameBytesEveryTime() {
        Map<String, CloudEvent<?>> again = Samples.all();
        Samples.all()
                .forEach(
                        (name, event) ->
                                assertArrayEquals(
                                        Events.write(event),
                                        Events.write(again.getOrDefault(name, Samples.move())),
                                        name));
    }

    @Test
    void hasAGoldenFileForEverySampleAndASampleForEveryFile() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            Set<String> names =
                    files.map(file -> file.getFileName().toString().replace(".json", ""))
                            .collect(Collectors.toSet());
            assertEquals(Samples.all().keySet(), names);
        }
    }

    @Test
    void hasASampleForEveryTypeOfEvent() {
        Set<EventType<?>> seen =
                Samples.all().values().stream().map(CloudEvent::type).collect(Collectors.toSet());
        assertEquals(Set.copyOf(EventType.ALL), seen);
    }

    private static String golden(String name) throws IOException {
        return Files.readString(GOLDEN.resolve(name + ".json"));
    }
}
