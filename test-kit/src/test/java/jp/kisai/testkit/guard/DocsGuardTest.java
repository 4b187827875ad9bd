package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsGuardTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[code](contracts/pom.xml)",
                "[folder](contracts)",
                "[heading](docs/page.md#the-first-part)",
                "[second of that name](docs/page.md#the-first-part-1)",
                "[japanese](docs/page.md#記載-を待つ)",
                "[here](#start)",
                "[named](docs/page.md#by-name)",
                "[elsewhere](https://example.org/nothing)",
                "```\n[not a link](nowhere.md)\n```"
            })
    void followsLinksThatLeadSomewhere(String text) {
        assertEquals(List.of(), DocsGuard.violations(planted(text).repository()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[gone](docs/gone.md)",
                "[gone](docs/page.md#the-second-part)",
                "[gone](#nothing)",
                "![gone](docs/picture.svg)",
                "text [fine](contracts) and [gone](docs/gone.md) in one line"
            })
    void reportsLinksThatLeadNowhere(String text) {
        List<Violation> found = DocsGuard.violations(planted(text).repository());

        assertEquals(1, found.size(), found::toString);
        assertEquals(3, found.getFirst().line());
    }

    @Test
    void reportsFilesThatTheReadingOrderNamesAndNobodyHas() {
        Planted planted =
                planted("")
                        .file(
                                "FLOW.md",
                                "`pom.xml` is many, `docs/page.md` one, `Gone.java` none\n");

        List<Violation> found = DocsGuard.violations(planted.repository());

        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().why().contains("Gone.java"));
    }

    @Test
    void reportsThatTheReadingOrderIsMissing() {
        List<Violation> found = DocsGuard.violations(Planted.in(folder).repository());

        assertEquals("FLOW.md", found.getFirst().file().toString());
    }

    private Planted planted(String text) {
        return Planted.in(folder)
                .file("FLOW.md", "`docs/page.md`, not a file: `Consents`\n")
                .file(
                        "docs/page.md",
                        """
                        # Page
                        ## The first part
                        ## The first part!
                        ## 記載 を待つ
                        <a id="by-name"></a>
                        """)
                .file("README.md", "# Start\n\n" + text + "\n");
    }
}
