package jp.kisai.postbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A secret is a file, and the file's name is the setting: so it is in no variable and no manifest.
/// One line each: line breaks are taken out, so keys and certificates are named by their place.
class SecretFilesTest {

    private static final String PASSWORD = "quarkus.datasource.password";

    @TempDir Path folder;

    /// The layout in which a cluster mounts a secret: links to a folder that is exchanged as a
    /// whole.
    @Test
    void aMountedSecretIsASetting() throws IOException {
        Path data = Files.createDirectory(folder.resolve("..2026_11_23"));
        Files.writeString(data.resolve(PASSWORD), "s3cret\n");
        Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
        Files.createSymbolicLink(folder.resolve(PASSWORD), Path.of("..data", PASSWORD));

        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredSources()
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of(
                                                "smallrye.config.source.file.locations",
                                                folder.toString()),
                                        "test",
                                        500))
                        .build();

        assertEquals("s3cret", config.getConfigValue(PASSWORD).getValue());
    }
}
