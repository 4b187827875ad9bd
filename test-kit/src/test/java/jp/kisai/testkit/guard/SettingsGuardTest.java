package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsGuardTest {

    private static final String GOOD =
            """
            | Setting | Default | Meaning |
            | `kisai.planted.page-rows` | `20` | Rows on a page. Never more. |
            | `kisai.planted.factory.trust` | **required** | Trust. |
            """;

    @TempDir Path folder;

    @Test
    void acceptsAPageThatSaysWhatTheSourceSays() {
        assertEquals(List.of(), SettingsGuard.violations(planted(GOOD)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| `kisai.planted.page-rows` | `21` | Rows on a page. Never more. |",
                "| `kisai.planted.page-rows` | `20` | Something else. |",
                "| `kisai.planted.page-row` | `20` | Rows on a page. Never more. |",
                ""
            })
    void reportsAPageThatDoesNot(String row) {
        String page = GOOD.replaceFirst("\\| `kisai\\.planted\\.page-rows.*", row);

        assertTrue(!SettingsGuard.violations(planted(page)).isEmpty());
    }

    private Repository planted(String page) {
        return Planted.in(folder)
                .file("docs/operate/settings.md", page)
                .main(
                        "planted-service",
                        "jp.kisai.planted.PlantedSettings",
                        """
                        /// Limits.
                        @ConfigMapping(prefix = "kisai.planted")
                        public interface PlantedSettings {

                            /// Rows on a page.
                            /// Never more.
                            @WithDefault("20")
                            int pageRows();

                            Factory factory();

                            interface Factory {
                                String trust();
                            }

                            default int twice() {
                                return 2 * pageRows();
                            }
                        }
                        """)
                .repository();
    }
}
