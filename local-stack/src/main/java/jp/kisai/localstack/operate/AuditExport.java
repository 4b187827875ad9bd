package jp.kisai.localstack.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.audit.AuditClosing;
import jp.kisai.contracts.audit.AuditFile;
import jp.kisai.localstack.process.PartFailed;
import org.jspecify.annotations.Nullable;

/// One service's audit trail, a file for each day. What was cut off is begun again: a file has its
/// name only when it and its signature are whole.
final class AuditExport {

    private static final String PATH = "/operations/audit/";

    private final Desk desk;
    private final String service;
    private final Path folder;

    AuditExport(Desk desk, String service, Path folder) {
        this.desk = desk;
        this.service = service;
        this.folder = folder;
    }

    static Path signatureOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".p7s");
    }

    /// Answers what became of each day, a line for each.
    List<String> days(@Nullable LocalDate from, @Nullable LocalDate until) {
        JsonNode days = desk.get(service, "/operations/audit");
        LocalDate first = from == null ? dayOf(days.path("notStored")) : from;
        LocalDate last = until == null ? dayOf(days.path("last")) : until;
        List<String> lines = new ArrayList<>();
        if (first == null || last == null || first.isAfter(last)) {
            lines.add(service + ": every day is stored");
            return lines;
        }
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            lines.add(export(day));
        }
        return lines;
    }

    private static @Nullable LocalDate dayOf(JsonNode day) {
        return day.isTextual() ? LocalDate.parse(day.asText()) : null;
    }

    private String export(LocalDate day) {
        Path file = folder.resolve("%s-%s.jsonl".formatted(service, day));
        try {
            Files.createDirectories(folder);
            boolean there = Files.exists(file);
            if (!there) {
                write(day, file);
            }
            AuditClosing closing =
                    AuditFile.closingOf(file)
                            .orElseThrow(() -> new PartFailed(file + " has no closing line."));
            desk.put(service, PATH + day + "/stored", Map.of("hash", closing.previous()));
            return "%s: %d entries%s"
                    .formatted(file, closing.entries(), there ? ", was there already" : "");
        } catch (IOException unwritable) {
            throw new PartFailed("Could not write " + file + ".", unwritable);
        }
    }

    private void write(LocalDate day, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        JsonNode closing;
        try (BufferedWriter lines = Files.newBufferedWriter(part, UTF_8)) {
            entries(day, lines);
            closing = desk.get(service, PATH + day + "/closing");
            lines.append(closing.path("line").asText()).append('\n');
        }
        Path signature = signatureOf(file);
        Path signaturePart = signature.resolveSibling(signature.getFileName() + ".part");
        Files.write(signaturePart, Base64.getDecoder().decode(closing.path("signature").asText()));
        Files.move(signaturePart, signature, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, file);
    }

    private void entries(LocalDate day, BufferedWriter lines) throws IOException {
        String after = "0";
        JsonNode page;
        do {
            page = desk.get(service, PATH + day, Map.of("after", after));
            for (JsonNode line : page.path("lines")) {
                lines.append(line.asText()).append('\n');
            }
            after = page.path("after").asText();
        } while (page.path("more").asBoolean());
    }
}
