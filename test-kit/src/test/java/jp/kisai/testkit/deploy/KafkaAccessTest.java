package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.Topics;
import jp.kisai.testkit.guard.Repository;
import jp.kisai.testkit.guard.SettingsGuard;
import org.junit.jupiter.api.Test;

/// Topics and rights on the broker are the same in the contracts, in the manifests, in the page
/// that people read and in what the services consume.
class KafkaAccessTest {

    private static final Pattern ROW =
            Pattern.compile("\\| `([\\w-]+)` \\| (topic|group) \\| `([\\w.-]+)` \\| (\\w+) \\|");
    private static final Pattern READERS =
            Pattern.compile("\\| `([a-z.-]+\\.v1)` \\| .* → (.*) \\| `jp\\.kisai.*");
    private static final long DAY_MS = 86_400_000;

    private final Repository repository = Repository.here();
    private final Manifests users = kafka("users.yaml");
    private final Manifests topics = kafka("topics.yaml");

    /// One right of one principal.
    private record Right(String principal, String type, String name, String operation) {}

    @Test
    void theTopicsAreThoseOfTheContracts() {
        assertEquals(
                Topics.ALL.stream()
                        .flatMap(topic -> Stream.of(topic, Topics.deadLetterOf(topic)))
                        .collect(Collectors.toSet()),
                topics.objects().stream().map(Manifests::name).collect(Collectors.toSet()));
    }

    @Test
    void noTopicLosesARecordWithABrokerOrKeepsItLongerThanAnInboxKnowsIt() {
        long inboxDays = byDefault("kisai.postbox.inbox.retention-days");
        for (JsonNode topic : topics.objects()) {
            JsonNode config = topic.at("/spec/config");
            assertEquals(8, topic.at("/spec/partitions").asInt(), topic::toString);
            assertEquals(3, topic.at("/spec/replicas").asInt(), topic::toString);
            assertEquals(2, config.path("min.insync.replicas").asInt(), topic::toString);
            assertEquals("delete", config.path("cleanup.policy").asText(), topic::toString);
            assertEquals(
                    "LogAppendTime",
                    config.path("message.timestamp.type").asText(),
                    topic::toString);
            assertTrue(config.path("retention.ms").asLong() < inboxDays * DAY_MS, topic::toString);
        }
    }

    /// The relay may send what the topic takes, and not more.
    @Test
    void deadLettersFitIntoTheirTopics() {
        long largest = byDefault("kisai.postbox.relay.largest-record-bytes");
        for (JsonNode topic : topics.objects()) {
            if (Manifests.name(topic).endsWith(".dead-letter")) {
                assertTrue(
                        topic.at("/spec/config/max.message.bytes").asLong() >= largest,
                        topic::toString);
            }
        }
    }

    @Test
    void thePageIsWhatTheBrokerIsTold() throws IOException {
        assertEquals(rightsOnThePage(), rights(users));
    }

    @Test
    void theComparisonSeesADifference() throws IOException {
        ObjectNode resource =
                (ObjectNode) users.objects().getFirst().at("/spec/authorization/acls/0/resource");

        resource.put("name", "somebody-else");

        assertNotEquals(rightsOnThePage(), rights(users));
    }

    @Test
    void everyRightIsForOneNamedThingAndOneOperation() {
        for (JsonNode user : users.objects()) {
            assertEquals("tls", user.at("/spec/authentication/type").asText());
            for (JsonNode acl : user.at("/spec/authorization/acls")) {
                assertEquals("literal", acl.at("/resource/patternType").asText(), acl::toString);
                assertEquals(1, acl.path("operations").size(), acl::toString);
                assertTrue(
                        Set.of("Read", "Write", "Describe")
                                .contains(acl.at("/operations/0").asText()),
                        acl::toString);
            }
        }
    }

    /// A service reads what its channels take and what the page of events says it will, and
    /// nothing else.
    @Test
    void aServiceMayReadWhatItTakesAndNothingElse() throws IOException {
        for (Path service : repository.services()) {
            String name = String.valueOf(service.getFileName());
            Set<String> mayRead = topicsOf(name, "Read");
            Set<String> takes = taken(service);
            Set<String> allowed = new TreeSet<>(takes);
            allowed.addAll(readersOnThePage(name));

            assertTrue(mayRead.containsAll(takes), () -> name + " takes " + takes);
            assertTrue(allowed.containsAll(mayRead), () -> name + " may read " + mayRead);
        }
    }

    /// What can not be processed is set aside: the service that reads a topic writes its dead
    /// letters.
    @Test
    void aServiceMayWriteTheDeadLettersOfWhatItReads() {
        for (Path service : repository.services()) {
            String name = String.valueOf(service.getFileName());

            assertEquals(
                    topicsOf(name, "Read").stream()
                            .map(Topics::deadLetterOf)
                            .collect(Collectors.toSet()),
                    topicsOf(name, "Write").stream()
                            .filter(topic -> topic.endsWith(".dead-letter"))
                            .collect(Collectors.toSet()),
                    name);
        }
    }

    /// The default of a setting, from its row: `| name | default | words |`.
    private long byDefault(String setting) {
        String row = String.valueOf(SettingsGuard.rows(repository).get(setting));
        return Long.parseLong(row.split("`", -1)[3]);
    }

    private Set<String> topicsOf(String principal, String operation) {
        return rights(users).stream()
                .filter(right -> right.principal.equals(principal))
                .filter(right -> right.type.equals("topic") && right.operation.equals(operation))
                .map(Right::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> taken(Path service) throws IOException {
        Properties settings = new Properties();
        settings.load(
                new StringReader(
                        Files.readString(
                                service.resolve("src/main/resources/application.properties"))));
        return settings.stringPropertyNames().stream()
                .filter(key -> key.matches("mp\\.messaging\\.incoming\\.[^.]+\\.topic"))
                .map(settings::getProperty)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> readersOnThePage(String service) throws IOException {
        return lines("docs/reference/events.md").stream()
                .map(READERS::matcher)
                .filter(Matcher::matches)
                .filter(row -> row.group(2).contains(service))
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    private Set<Right> rightsOnThePage() throws IOException {
        return lines("docs/operate/kafka-access.md").stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Right(row.group(1), row.group(2), row.group(3), row.group(4)))
                .collect(Collectors.toSet());
    }

    private List<String> lines(String page) throws IOException {
        return Files.readAllLines(repository.root().resolve(page));
    }

    private static Set<Right> rights(Manifests users) {
        return users.objects().stream()
                .flatMap(
                        user ->
                                Manifests.each(user.at("/spec/authorization/acls"))
                                        .map(
                                                acl ->
                                                        new Right(
                                                                Manifests.name(user),
                                                                acl.at("/resource/type").asText(),
                                                                acl.at("/resource/name").asText(),
                                                                acl.at("/operations/0").asText())))
                .collect(Collectors.toSet());
    }

    private static Manifests kafka(String file) {
        return Manifests.parse(Deployment.here().read("components/kafka-strimzi/" + file));
    }
}
