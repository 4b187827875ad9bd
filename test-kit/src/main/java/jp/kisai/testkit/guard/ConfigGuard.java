package jp.kisai.testkit.guard;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.kisai.contracts.Topics;

/// Reads every service's `application.properties` for the settings without which events are lost,
/// taken twice or taken out of order. None of them fails a start when it is missing.
public final class ConfigGuard {

    private static final String CHANNEL = "mp.messaging.incoming.";
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";
    private static final String BYTES =
            "org.apache.kafka.common.serialization.ByteArrayDeserializer";
    private static final Pattern INCOMING = Pattern.compile("@Incoming\\(\"([^\"]+)\"\\)");

    /// What every channel must say, and what happens otherwise.
    private static final Map<String, Setting> OF_CHANNELS =
            Map.of(
                    "batch",
                            new Setting(
                                    "true", "a transaction for each record is ten times slower"),
                    "key.deserializer", new Setting(BYTES, "a key that is no text would stop it"),
                    "value.deserializer", new Setting(BYTES, "a poisoned record would stop it"),
                    "auto.offset.reset",
                            new Setting("earliest", "what was sent before its first start is lost"),
                    "failure-strategy",
                            new Setting(
                                    "fail", "another strategy skips records that were not taken"),
                    "partition.assignment.strategy",
                            new Setting(
                                    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
                                    "a rebalance would deliver queued records again"),
                    "session.timeout.ms",
                            new Setting("10000", "a dead copy would hold its partitions for 45 s"));

    /// What every service must say, and what happens otherwise.
    private static final Map<String, Setting> OF_SERVICES =
            Map.of(
                    "quarkus.hibernate-orm.blocking",
                    new Setting("false", "a second, blocking persistence unit would start"),
                    "quarkus.hibernate-orm.schema-management.strategy",
                    new Setting("none", "Flyway alone changes the schema"),
                    "quarkus.flyway.migrate-at-start",
                    new Setting("true", "it would run on yesterday's schema"),
                    "quarkus.oidc.application-type",
                    new Setting("service", "it would redirect callers to a login page"),
                    "quarkus.oidc.token.audience",
                    new Setting("kisai", "tokens for other systems would open it"),
                    "quarkus.oidc.roles.role-claim-path",
                    new Setting("realm_access/roles", "nobody would have a role"));

    private ConfigGuard() {}

    public static List<Violation> violations(Repository repository) {
        List<Violation> found = new ArrayList<>();
        for (Path service : repository.services()) {
            Path file = service.resolve("src/main/resources/application.properties");
            if (Files.exists(file)) {
                new Reader(repository, service, file, found).check();
            } else {
                found.add(repository.violation(file, 1, "a service without settings"));
            }
        }
        return found;
    }

    private record Setting(String value, String otherwise) {}

    /// Reads one service's settings.
    private record Reader(
            Repository repository,
            Path service,
            Path file,
            Properties settings,
            List<Violation> found) {

        Reader(Repository repository, Path service, Path file, List<Violation> found) {
            this(repository, service, file, load(file), found);
        }

        void check() {
            OF_SERVICES.forEach(
                    (name, setting) -> demand(name, settings.getProperty(name), setting));
            String locations = settings.getProperty("quarkus.flyway.locations", "");
            if (!List.of(locations.split("\\s*,\\s*", -1)).contains("db/postbox")) {
                report("quarkus.flyway.locations", "does not include db/postbox");
            }
            forbid(".*order_inserts", ".*", "rows of concurrent transactions would be mixed up");
            forbid(".*pause-if-no-requests", "false", "a backlog would fill the memory");
            forbid(".*enable\\.auto\\.commit", "true", "records would be lost in a crash");
            forbid(".*commit-strategy", "(?!throttled).*", "offsets would pass unfinished records");
            Set<String> channels = channels();
            checkIncoming(channels);
            channels.forEach(this::checkChannel);
        }

        private void checkIncoming(Set<String> channels) {
            Set<String> taken = new TreeSet<>();
            for (Path source : repository.files(JavaFile.Kind.MAIN.folder(service), ".java")) {
                Matcher matcher = INCOMING.matcher(Repository.read(source));
                while (matcher.find()) {
                    taken.add(matcher.group(1));
                }
            }
            taken.stream()
                    .filter(channel -> !channels.contains(channel))
                    .forEach(channel -> report(CHANNEL + channel, "is @Incoming and not set up"));
            channels.stream()
                    .filter(channel -> !taken.contains(channel))
                    .forEach(channel -> report(CHANNEL + channel, "is set up and nobody takes it"));
        }

        private void checkChannel(String channel) {
            String topic = settings.getProperty(CHANNEL + channel + ".topic", "");
            if (!Topics.ALL.contains(topic)) {
                report(CHANNEL + channel + ".topic", "is not a topic of the contracts: " + topic);
            } else if (!channelOf(topic).equals(channel)) {
                report(CHANNEL + channel + ".topic", "is taken by a channel of another name");
            }
            OF_CHANNELS.forEach(
                    (name, setting) -> demand(name + " of " + channel, of(channel, name), setting));
            for (String copy : copies(channel)) {
                if (settings.getProperty(CHANNEL + copy + ".group.instance.id") == null) {
                    report(
                            CHANNEL + copy + ".group.instance.id",
                            "missing: a restart takes 45 s, not one");
                }
            }
        }

        /// Each copy of a channel is a member of its group under its own name.
        private List<String> copies(String channel) {
            int copies =
                    Integer.parseInt(settings.getProperty(CHANNEL + channel + ".concurrency", "1"));
            return copies == 1
                    ? List.of(channel)
                    : IntStream.rangeClosed(1, copies)
                            .mapToObj(copy -> channel + "$" + copy)
                            .toList();
        }

        private String of(String channel, String name) {
            String own = settings.getProperty(CHANNEL + channel + "." + name);
            return own != null ? own : settings.getProperty(CONNECTOR + name, "nothing");
        }

        private void demand(String name, String value, Setting setting) {
            if (!setting.value.equals(value)) {
                report(name, "must be " + setting.value + ": " + setting.otherwise);
            }
        }

        private void forbid(String name, String value, String why) {
            settings.stringPropertyNames().stream()
                    .filter(key -> key.replace("\"", "").matches(name))
                    .filter(key -> settings.getProperty(key).matches(value))
                    .forEach(key -> report(key, why));
        }

        private Set<String> channels() {
            return settings.stringPropertyNames().stream()
                    .filter(name -> name.startsWith(CHANNEL))
                    .map(name -> name.substring(CHANNEL.length()).replaceFirst("[.$].*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private void report(String name, String why) {
            List<String> lines = Repository.read(file).lines().toList();
            int line = 1;
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith(name)) {
                    line = i + 1;
                }
            }
            found.add(repository.violation(file, line, name + " " + why));
        }

        private static String channelOf(String topic) {
            return topic.substring(0, topic.lastIndexOf('.')).replace('.', '-');
        }

        private static Properties load(Path file) {
            Properties settings = new Properties();
            try {
                settings.load(new StringReader(Repository.read(file)));
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
            return settings;
        }
    }
}
