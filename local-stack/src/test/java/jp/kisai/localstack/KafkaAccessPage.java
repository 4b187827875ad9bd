package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/// The table of the page on rights, read on its own account and not by the code that tells the
/// broker.
///
/// @param rows principal, type, name, operation
record KafkaAccessPage(List<List<String>> rows) {

    static KafkaAccessPage read() {
        try (var lines = Files.lines(Home.folder().resolve("docs/operate/kafka-access.md"))) {
            return new KafkaAccessPage(
                    lines.filter(line -> line.startsWith("| `"))
                            .map(line -> line.replaceAll("[` ]", "").substring(1))
                            .map(line -> List.of(line.split("\\|", -1)))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> principals() {
        return rows.stream().map(List::getFirst).distinct().toList();
    }

    Set<String> names(String type) {
        return rows.stream()
                .filter(row -> row.get(1).equals(type))
                .map(row -> row.get(2))
                .collect(Collectors.toSet());
    }

    /// What this principal may do to things of this type. Who may read or write may describe.
    Map<String, Set<AclOperation>> operations(String principal, String type) {
        var operations = new HashMap<String, Set<AclOperation>>();
        for (List<String> row : rows) {
            if (row.getFirst().equals(principal) && row.get(1).equals(type)) {
                var granted =
                        operations.computeIfAbsent(
                                row.get(2), _ -> new HashSet<>(Set.of(AclOperation.DESCRIBE)));
                granted.add(AclOperation.fromString(row.get(3)));
            }
        }
        return operations;
    }

    Set<String> granted(String principal, String type, AclOperation operation) {
        return operations(principal, type).entrySet().stream()
                .filter(one -> one.getValue().contains(operation))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
