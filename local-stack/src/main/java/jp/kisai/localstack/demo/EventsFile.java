package jp.kisai.localstack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Town;

/// A file of municipal events, one JSON object a line, to be sent in the simulated municipalities'
/// names.
///
/// A line names `municipality`, `holder`, `reason` and `items` as in the contract; `id`,
/// `effectiveAt` and `corrects` may be there. Number, time and signature are the simulator's.
final class EventsFile {

    private static final JsonMapper JSON = new JsonMapper();

    private EventsFile() {}

    /// @param municipality who sends
    /// @param event what, without the number that its sender gives it
    record Line(Town municipality, CloudEvent<ResidentChanged> event) {

        /// The event as the municipality numbers it.
        CloudEvent<ResidentChanged> sentBy(Municipality sender) {
            ResidentChanged data = event.data();
            return sender.event(
                    event.id(),
                    event.subject(),
                    sender.numbered(
                            data.reason(), data.effectiveAt(), data.corrects(), data.items()));
        }
    }

    /// @throws IllegalArgumentException naming the line that is not as it should be
    static List<Line> read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            if (!text.isBlank()) {
                lines.add(line(number, text));
            }
        }
        return lines;
    }

    private static Line line(int number, String text) {
        try {
            JsonNode given = JSON.readTree(text);
            Town town = Town.of(new MunicipalityCode(given.path("municipality").asText()));
            byte[] event =
                    JSON.writeValueAsString(envelope(given, town)).getBytes(StandardCharsets.UTF_8);
            return switch (Events.read(event)) {
                case Reading.Read(var read) when read.data() instanceof ResidentChanged data ->
                        new Line(town, retyped(read, data));
                case Reading.Read(var read) ->
                        throw new IllegalArgumentException("is a " + read.type().name());
                case Reading.Unreadable(var cause, var where) ->
                        throw new IllegalArgumentException(cause + " at " + where);
            };
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException("line " + number + ": not JSON", noJson);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("line " + number + ": " + wrong.getMessage(), wrong);
        }
    }

    private static CloudEvent<ResidentChanged> retyped(CloudEvent<?> read, ResidentChanged data) {
        return new CloudEvent<>(
                read.id(),
                read.source(),
                EventType.RESIDENT_CHANGED,
                read.subject(),
                read.time(),
                read.prefecture(),
                read.sequence(),
                data);
    }

    private static ObjectNode envelope(JsonNode given, Town town) {
        ObjectNode data = JSON.createObjectNode();
        data.set("reason", given.path("reason"));
        data.put("effectiveAt", given.path("effectiveAt").asText(Stage.now().toString()));
        data.put("producerSequence", 1);
        data.set("items", given.path("items"));
        if (given.hasNonNull("corrects")) {
            data.set("corrects", given.path("corrects"));
        }
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("specversion", "1.0");
        envelope.put("id", given.path("id").asText(UUID.randomUUID().toString()));
        envelope.put("source", "urn:kisai:municipality:" + town.code());
        envelope.put("type", EventType.RESIDENT_CHANGED.name());
        envelope.set("subject", given.path("holder"));
        envelope.put("time", Stage.now().toString());
        envelope.put("datacontenttype", "application/json");
        envelope.put("prefecture", town.prefecture().digits());
        envelope.set("data", data);
        return envelope;
    }
}
