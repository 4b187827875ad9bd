package jp.kisai.testkit.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the database migrations: their versions fit together, and the database has no clock.
public final class MigrationGuard {

    private static final Pattern NAME = Pattern.compile("V([0-9]{4})__[a-z0-9_]+\\.sql");

    /// Runs after every start, in every service; only the postbox has one.
    private static final String RIGHTS = "afterMigrate__rights.sql";

    /// What is wrong in a migration's text, in lower case and without comments; and why.
    private static final Map<Pattern, String> WRONG =
            Map.of(
                    Pattern.compile(
                            "\\b(now\\(\\)|current_timestamp|clock_timestamp|current_date)"),
                    "time is a parameter of every statement, also of a default",
                    Pattern.compile("\\btimestamp\\b(?! with time zone)"),
                    "a timestamp without a zone means another instant elsewhere; use timestamptz",
                    Pattern.compile(
                            "(^|[(,])\\s*[a-z_]+\\s+(small|big)?serial\\b|generated .* as"
                                    + " identity"),
                    "ids that the database draws switch the batching of inserts off",
                    Pattern.compile("\\bdrop\\s+(table|column|schema)\\b"),
                    "nothing that was recorded is dropped; the version before still reads it");

    private MigrationGuard() {}

    public static List<Violation> violations(Repository repository) {
        List<Violation> found = new ArrayList<>();
        for (Path module : repository.modules()) {
            Map<String, Path> versions = new TreeMap<>();
            for (Path file : repository.files(module.resolve("src/main/resources/db"), ".sql")) {
                found.addAll(nameOf(repository, module, file, versions));
                found.addAll(textOf(repository, file));
            }
        }
        return found;
    }

    /// The postbox's migrations and a service's run in one database, so their versions must not
    /// meet.
    private static List<Violation> nameOf(
            Repository repository, Path module, Path file, Map<String, Path> versions) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        boolean ofThePostbox = Repository.name(module).equals("postbox");
        if (ofThePostbox && file.endsWith(RIGHTS)) {
            return List.of();
        }
        if (!name.matches()) {
            return List.of(repository.violation(file, 1, "is not named like V1001__consents.sql"));
        }
        String first = ofThePostbox ? "0" : "1";
        if (!name.group(1).startsWith(first)) {
            return List.of(
                    repository.violation(file, 1, "versions of this module start with " + first));
        }
        Path other = versions.put(name.group(1), file);
        return other == null
                ? List.of()
                : List.of(
                        repository.violation(file, 1, "has the version of " + other.getFileName()));
    }

    private static List<Violation> textOf(Repository repository, Path file) {
        List<Violation> found = new ArrayList<>();
        List<String> lines = Repository.read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).replaceFirst("--.*", "").toLowerCase(Locale.ROOT);
            int line = i + 1;
            WRONG.forEach(
                    (pattern, why) -> {
                        if (pattern.matcher(text).find()) {
                            found.add(repository.violation(file, line, why));
                        }
                    });
        }
        return found;
    }
}
