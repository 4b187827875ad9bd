package jp.kisai.testkit.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.testkit.guard.Repository;

/// One REST operation and who may ask for it. Which there are is `docs/reference/rest.md`, which a
/// guard keeps as the sources are.
record Operation(String service, String method, String path, Set<String> roles) {

    private static final List<String> SERVICES =
            List.of(
                    "consent-service",
                    "licence-service",
                    "card-writer-service",
                    "notification-service");
    private static final String EVERY_SERVICE = "Every service";
    private static final Set<String> INSIDE = Set.of("operator", "auditor");
    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z]+) (/[^`?]*)` \\| ([a-z, -]+) \\|.*");

    static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        String heading = "";
        for (String line : lines()) {
            heading = line.startsWith("## ") ? line.substring(3) : heading;
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> roles = new TreeSet<>(List.of(row.group(3).split(", ")));
                List<String> services = heading.equals(EVERY_SERVICE) ? SERVICES : List.of(heading);
                for (String service : services) {
                    all.add(new Operation(service, row.group(1), row.group(2), roles));
                }
            }
        }
        return all;
    }

    /// The first name of its path; operations are together by this.
    String beginning() {
        return "/" + path.substring(1).replaceFirst("/.*", "");
    }

    /// For those who run the suite, and the export of what they did.
    boolean isForInside() {
        return INSIDE.containsAll(roles);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Repository.here().root().resolve("docs/reference/rest.md"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
