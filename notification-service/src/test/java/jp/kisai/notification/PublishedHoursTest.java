package jp.kisai.notification;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.Test;

/// The counters that come with the service say what police have published, and nothing else: the
/// one data set of the suite.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "notification"))
class PublishedHoursTest {

    private static final String KAGOSHIMA = "46";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theFirstCountersSayWhatIsPublished() throws IOException {
        String counters =
                given().auth()
                        .oauth2(Tokens.operator())
                        .get("/counters?prefecture=" + KAGOSHIMA)
                        .asString();

        assertEquals(
                published().sorted().toList(),
                elements(JSON.readTree(counters))
                        .flatMap(PublishedHoursTest::kept)
                        .sorted()
                        .toList());
    }

    private static Stream<String> published() throws IOException {
        try (InputStream list =
                Objects.requireNonNull(
                        PublishedHoursTest.class.getResourceAsStream("/published-offices.json"))) {
            return elements(JSON.readTree(list))
                    .filter(office -> office.path("prefecture").asText().equals(KAGOSHIMA))
                    .flatMap(PublishedHoursTest::published);
        }
    }

    /// One line for each opening.
    private static Stream<String> published(JsonNode office) {
        return elements(office.path("hours"))
                .map(it -> line(office.path("name"), it, "days", "from", "until"));
    }

    private static Stream<String> kept(JsonNode counter) {
        return elements(counter.path("hours"))
                .map(it -> line(counter.path("names").path("ja"), it, "day", "opens", "closes"));
    }

    /// The data set has weekdays in the plural.
    private static String line(
            JsonNode name, JsonNode hours, String day, String opens, String closes) {
        return "%s %s %s to %s"
                .formatted(
                        name.asText(),
                        hours.path(day).asText().replaceFirst("S$", ""),
                        hours.path(opens).asText(),
                        hours.path(closes).asText());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
