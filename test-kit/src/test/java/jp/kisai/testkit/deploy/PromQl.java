package jp.kisai.testkit.deploy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names in a PromQL expression: which metrics it asks for, and by which labels.
///
/// @param metrics recorded series among them
/// @param labels in matchers and groupings
record PromQl(Set<String> metrics, Set<String> labels) {

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING =
            Pattern.compile(
                    "\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.:])([a-zA-Z_:][\\w:]*)(?!\\s*\\(|[\\w:])");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring");

    static PromQl of(String expression) {
        Set<String> metrics = new TreeSet<>();
        Set<String> labels = new TreeSet<>();
        String bare = TEXT.matcher(expression).replaceAll("\"\"");
        bare = RANGE.matcher(bare).replaceAll("");
        Matcher matchers = MATCHERS.matcher(bare);
        while (matchers.find()) {
            Matcher label = LABEL.matcher(matchers.group(1));
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
        bare = MATCHERS.matcher(bare).replaceAll("");
        Matcher grouping = GROUPING.matcher(bare);
        while (grouping.find()) {
            for (String label : grouping.group(1).split(",", -1)) {
                labels.add(label.strip());
            }
        }
        Matcher name = NAME.matcher(GROUPING.matcher(bare).replaceAll(""));
        while (name.find()) {
            if (!WORDS.contains(name.group(1))) {
                metrics.add(name.group(1));
            }
        }
        labels.remove("");
        return new PromQl(metrics, labels);
    }
}
