package jp.kisai.testkit.guard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;

/// Looks for what must stand beside every type of event: its schema, its golden file, its page in
/// the reference, its place in the AsyncAPI document; and for golden files that belong to none.
public final class ContractGuard {

    private static final String SCHEMAS = "contracts/src/main/resources/schemas";
    private static final String GOLDEN = "contracts/src/test/resources/golden";
    private static final String REFERENCE = "docs/reference/events.md";

    private ContractGuard() {}

    public static List<Violation> violations(Repository repository) {
        return violations(repository, EventType.ALL);
    }

    static List<Violation> violations(Repository repository, List<EventType<?>> types) {
        List<Violation> found = new ArrayList<>();
        Path golden = repository.root().resolve(GOLDEN);
        List<Path> files = repository.files(golden, ".json");
        Path reference = repository.root().resolve(REFERENCE);
        String page = Files.exists(reference) ? Repository.read(reference) : "";
        for (EventType<?> type : types) {
            String name = shortName(type);
            if (!Files.exists(repository.root().resolve(SCHEMAS).resolve(name + ".json"))) {
                found.add(
                        repository.violation(
                                repository.root().resolve(SCHEMAS), 1, name + " has no schema"));
            }
            if (files.stream().noneMatch(file -> isOf(file, name))) {
                found.add(repository.violation(golden, 1, name + " has no golden file"));
            }
            if (!page.contains("`" + type.name() + "`")) {
                found.add(repository.violation(reference, 1, type.name() + " is not described"));
            }
        }
        found.addAll(strangers(repository, files, types));
        for (String topic : Topics.ALL) {
            if (!page.contains("`" + topic + "`")) {
                found.add(repository.violation(reference, 1, topic + " is not described"));
            }
        }
        return found;
    }

    /// A golden file outlives its type: an event that was once published can be read for ever.
    private static List<Violation> strangers(
            Repository repository, List<Path> files, List<EventType<?>> types) {
        Set<String> names =
                types.stream().map(ContractGuard::shortName).collect(Collectors.toSet());
        return files.stream()
                .filter(file -> names.stream().noneMatch(name -> isOf(file, name)))
                .map(file -> repository.violation(file, 1, "no type of event reads this any more"))
                .toList();
    }

    /// `resident.changed.v1.json` and `resident.changed.v1-move.json` are of `resident.changed.v1`.
    private static boolean isOf(Path file, String name) {
        String fileName = String.valueOf(file.getFileName());
        return fileName.equals(name + ".json") || fileName.startsWith(name + "-");
    }

    private static String shortName(EventType<?> type) {
        return type.name().substring("jp.kisai.".length());
    }
}
