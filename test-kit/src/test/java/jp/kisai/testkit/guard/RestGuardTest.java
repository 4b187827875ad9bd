package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestGuardTest {

    private static final String PAGE =
            """
            | `GET /licences/{holder}` | officer, portal | The record. |
            | `POST /licences` | officer | Issue. |
            """;

    private static final String RESOURCE =
            """
            @Path("/licences")
            @RolesAllowed("officer")
            class Licences {
                @GET
                @Path("/{holder}")
                @RolesAllowed({"officer", "portal"})
                String newest() {
                    return "";
                }

                @POST
                void issue() {}

                void notAnOperation() {}
            }
            """;

    @TempDir Path folder;

    @Test
    void acceptsAPageThatSaysWhatIs() {
        assertEquals(List.of(), RestGuard.violations(planted(PAGE, RESOURCE).repository()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "officer, portal; officer",
                "| officer | Issue; | officer, portal | Issue",
                "| `POST /licences` | officer | Issue. |;nothing"
            })
    void reportsAPageThatSaysSomethingElse(String right, String wrong) {
        List<Violation> found =
                RestGuard.violations(planted(PAGE.replace(right, wrong), RESOURCE).repository());

        assertEquals(1, found.size(), found::toString);
    }

    @Test
    void reportsAnOperationThatIsNoMore() {
        Planted planted = planted(PAGE + "| `PUT /licences` | officer | Gone. |\n", RESOURCE);

        assertEquals(3, RestGuard.violations(planted.repository()).getFirst().line());
    }

    @Test
    void reportsAnOperationThatIsOpenToEverybody() {
        Planted planted =
                planted(
                        PAGE.replace("| officer | Issue", "|  | Issue"),
                        RESOURCE.replace("@RolesAllowed(\"officer\")\n", ""));

        List<Violation> found = RestGuard.violations(planted.repository());

        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().why().contains("open to everybody"));
    }

    private Planted planted(String page, String resource) {
        return Planted.in(folder)
                .file("docs/reference/rest.md", page)
                .main("licence-service", "jp.kisai.licence.web.Licences", resource);
    }
}
