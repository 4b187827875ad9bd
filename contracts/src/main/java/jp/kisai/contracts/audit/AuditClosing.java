package jp.kisai.contracts.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import jp.kisai.contracts.Source;

/// The last line of a day's file, which is what the service signs: it fixes every line before it.
///
/// @param day in Asia/Tokyo
/// @param last position of the last entry, of this day or an earlier one; 0 if there never was one
/// @param previous hash of that entry's line
public record AuditClosing(Source source, LocalDate day, long entries, long last, String previous) {

    public static final String FORMAT = "kisai-audit/1";

    private static final JsonMapper JSON = new JsonMapper();

    /// The exact text; every service writes the same facts in the same way.
    public String line() {
        return "{\"audit\":\"%s\",\"source\":\"%s\",\"day\":\"%s\",\"entries\":%d,\"last\":%d,\"previous\":\"%s\"}"
                .formatted(FORMAT, source.urn(), day, entries, last, previous);
    }

    /// Empty unless it is a closing line, letter for letter.
    public static Optional<AuditClosing> read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            AuditClosing closing =
                    new AuditClosing(
                            new Source(node.path("source").asText()),
                            LocalDate.parse(node.path("day").asText()),
                            node.path("entries").asLong(),
                            node.path("last").asLong(),
                            node.path("previous").asText());
            return Optional.of(closing).filter(it -> it.line().equals(line));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException another) {
            return Optional.empty();
        }
    }
}
