package jp.kisai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.testkit.guard.Repository;

/// Compares what a service answers at `/q/metrics` with the page that operators read.
///
/// Our own metrics are compared both ways, names and labels: what is not on the page is found, and
/// what is on the page and not there. Of the platform's, those on the page must be there with these
/// labels, and may have more.
public final class MetricsPage {

    private static final String PAGE = "docs/operate/health-and-metrics.md";
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z_]+)(?:\\{([a-z_,]*)})?` \\|", Pattern.MULTILINE);
    private static final Pattern SAMPLE =
            Pattern.compile("^([a-z_]+)(?:\\{(.*)})? [-+0-9.eENaInf]+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SUFFIX = Pattern.compile("_(?:count|sum|max|bucket)$");
    private static final Pattern AN_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final String OURS = "kisai_";

    /// Of the buckets of a timer: part of its form, not a dimension.
    public static final String BOUND = "le";

    /// More values than this of one label are not a dimension any more. There are 47 prefectures.
    private static final int MOST_VALUES = 60;

    private MetricsPage() {}

    /// @param scrape the text of `/q/metrics`, after the service has done some work
    /// @param others prefixes of metrics that are other services', or come with work that this one
    ///     has not done
    public static List<String> differences(String scrape, Set<String> others) {
        Map<String, Set<String>> documented = documented();
        Map<String, Map<String, Set<String>>> found = found(scrape, documented.keySet());
        List<String> differences = new ArrayList<>();
        found.forEach(
                (name, labels) -> {
                    Set<String> expected = documented.get(name);
                    if (expected == null && name.startsWith(OURS)) {
                        differences.add(name + labels.keySet() + " is not on the page");
                    } else if (expected != null && !fits(name, expected, labels.keySet())) {
                        differences.add(name + labels.keySet() + " has other labels on the page");
                    }
                    labels.forEach((label, values) -> check(name, label, values, differences));
                });
        documented.keySet().stream()
                .filter(name -> others.stream().noneMatch(name::startsWith))
                .filter(name -> !found.containsKey(name))
                .forEach(name -> differences.add(name + " is on the page, and not there"));
        return differences;
    }

    /// The platform adds labels as it goes: a consumer's lag has a partition once it has read of
    /// one.
    private static boolean fits(String name, Set<String> expected, Set<String> found) {
        return name.startsWith(OURS) ? found.equals(expected) : found.containsAll(expected);
    }

    private static void check(
            String name, String label, Set<String> values, List<String> differences) {
        if (values.size() > MOST_VALUES) {
            differences.add(name + ": " + label + " has " + values.size() + " values");
        }
        values.stream()
                .filter(value -> AN_ID.matcher(value).find())
                .findFirst()
                .ifPresent(id -> differences.add(name + ": " + label + " is an id"));
    }

    /// Every metric of the page with its labels.
    public static Map<String, Set<String>> documented() {
        return rows(page());
    }

    /// The metrics in the tables of a page: `name{label,label}` in the first column.
    public static Map<String, Set<String>> rows(String page) {
        Map<String, Set<String>> rows = new TreeMap<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            rows.put(
                    row.group(1),
                    row.group(2) == null
                            ? Set.of()
                            : new TreeSet<>(List.of(row.group(2).split(",", -1))));
        }
        return rows;
    }

    private static Map<String, Map<String, Set<String>>> found(
            String scrape, Set<String> documented) {
        Map<String, Map<String, Set<String>>> found = new TreeMap<>();
        scrape.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(
                        sample -> {
                            Map<String, Set<String>> labels =
                                    found.computeIfAbsent(
                                            documented.contains(sample.group(1))
                                                    ? sample.group(1)
                                                    : family(sample.group(1)),
                                            _ -> new TreeMap<>());
                            if (sample.group(2) != null) {
                                Matcher label = LABEL.matcher(sample.group(2));
                                while (label.find()) {
                                    if (label.group(1).equals(BOUND)) {
                                        continue;
                                    }
                                    labels.computeIfAbsent(label.group(1), _ -> new TreeSet<>())
                                            .add(label.group(2));
                                }
                            }
                        });
        return found;
    }

    /// A timer is several samples of one metric. What is documented under its own name is itself.
    public static String family(String name) {
        return SUFFIX.matcher(name).replaceFirst("");
    }

    private static String page() {
        try {
            return Files.readString(Repository.here().root().resolve(PAGE));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
