package jp.kisai.cardwriter.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import jp.kisai.cardwriter.domain.chip.ChipFile;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.cardwriter.domain.chip.Octets;

/// A chip image as JSON: `{"files":{"WEF01":"…base64…"}}`, as the order document has it.
final class ImageFile {

    private static final String FILES = "files";
    private static final JsonMapper JSON = new JsonMapper();

    private ImageFile() {}

    static String text(ChipImage image) {
        ObjectNode document = JSON.createObjectNode();
        ObjectNode files = document.putObject(FILES);
        image.files()
                .forEach(
                        (file, bytes) ->
                                files.put(
                                        file.path(),
                                        Base64.getEncoder().encodeToString(bytes.toArray())));
        return document.toPrettyString();
    }

    /// @throws IllegalArgumentException if it is something else
    static ChipImage read(byte[] document) throws IOException {
        JsonNode root = JSON.readTree(document);
        if (!root.path(FILES).isObject()) {
            throw new IllegalArgumentException(
                    "an image has the field 'files'; for one file's bytes, name the file as well");
        }
        Map<ChipFile, Octets> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path(FILES).properties()) {
            ChipFile file =
                    ChipFile.at(entry.getKey())
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "no such file on the chip: " + entry.getKey()));
            files.put(file, Octets.of(Base64.getDecoder().decode(entry.getValue().asText())));
        }
        return new ChipImage(files);
    }
}
