package jp.kisai.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.Topics;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every principal, every topic, every group, every operation: the broker does what the page on
/// rights grants, and refuses all else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaRightsTest {

    /// Has a certificate of the right authority and no row on the page.
    private static final String STRANGER = "somebody";

    /// Every refusal that is asked for here would be several lines.
    private static final Logger KAFKA_LOG = Logger.getLogger("org.apache.kafka");

    private static final String GROUP_OF_NOBODY = "nobody";
    private static final int ASK_SECONDS = 30;
    private static final List<String> TOPICS =
            Topics.ALL.stream()
                    .flatMap(topic -> Stream.of(topic, Topics.deadLetterOf(topic)))
                    .toList();

    private final KafkaAccessPage page = KafkaAccessPage.read();
    private final List<String> groups =
            Stream.concat(page.names("group").stream(), Stream.of(GROUP_OF_NOBODY)).toList();
    private final Map<String, KafkaCaller> callers = new HashMap<>();
    private final Path data;
    private final Broker broker;
    private final KafkaCaller owner;

    KafkaRightsTest(@TempDir Path data) {
        KAFKA_LOG.setLevel(Level.OFF);
        this.data = data;
        broker = Broker.in(data);
        owner = new KafkaCaller(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @BeforeAll
    void start() {
        broker.start();
        assertEquals(Set.copyOf(TOPICS), owner.written(TOPICS));
        for (String group : groups) {
            assertEquals(
                    Set.of(Topics.RESIDENT_CHANGED),
                    owner.committed(group, List.of(Topics.RESIDENT_CHANGED)));
        }
    }

    @AfterAll
    void stop() {
        owner.close();
        callers.values().forEach(KafkaCaller::close);
        broker.stop();
        KAFKA_LOG.setLevel(null);
    }

    List<String> principals() {
        return Stream.concat(page.principals().stream(), Stream.of(STRANGER)).toList();
    }

    @Test
    void thePageNamesEveryServiceAndNoTopicThatIsNot() {
        assertTrue(
                page.principals()
                        .containsAll(Stream.of(Service.values()).map(Service::module).toList()));
        assertTrue(TOPICS.containsAll(page.names("topic")));
    }

    /// The broker's own answer for each operation there is, creating and deleting among them.
    @ParameterizedTest
    @MethodSource("principals")
    void mayDoWhatThePageSays(String principal) {
        var caller = caller(principal);
        assertEquals(page.operations(principal, "topic"), caller.topicOperations(TOPICS));
        assertEquals(page.operations(principal, "group"), caller.groupOperations(groups));
        assertEquals(Set.of(), caller.clusterOperations());
        assertEquals(
                page.granted(principal, "topic", AclOperation.DESCRIBE), caller.listedTopics());
    }

    @ParameterizedTest
    @MethodSource("principals")
    void readsAndWritesWhereItMay(String principal) {
        var mayWrite = page.granted(principal, "topic", AclOperation.WRITE);
        var caller = caller(principal);
        assertEquals(page.granted(principal, "topic", AclOperation.READ), caller.read(TOPICS));
        assertEquals(
                page.granted(principal, "topic", AclOperation.DESCRIBE), caller.measured(TOPICS));
        assertEquals(mayWrite, caller.written(TOPICS));
        assertEquals(mayWrite, caller.writtenAsRelaysDo(mayWrite));
    }

    @ParameterizedTest
    @MethodSource("principals")
    void worksInItsOwnGroup(String principal) {
        var mayRead = page.granted(principal, "topic", AclOperation.READ);
        var mayJoin = page.granted(principal, "group", AclOperation.READ);
        var maySee = page.granted(principal, "group", AclOperation.DESCRIBE);
        var caller = caller(principal);
        for (String group : groups) {
            assertEquals(maySee.contains(group), caller.seesOffsetsOf(group), group);
            assertEquals(
                    mayJoin.contains(group) ? mayRead : Set.of(),
                    caller.committed(group, TOPICS),
                    group);
        }
    }

    /// Who may see a group without being one of it, and who may not even see it.
    @ParameterizedTest
    @MethodSource("principals")
    void joinsNoGroupOfOthers(String principal) {
        var maySee = page.granted(principal, "group", AclOperation.DESCRIBE);
        var others = new TreeSet<>(Set.of(GROUP_OF_NOBODY));
        others.addAll(maySee);
        others.removeAll(page.granted(principal, "group", AclOperation.READ));
        for (String group : others) {
            assertTrue(caller(principal).isRefusedBy(group, TOPICS), group);
        }
    }

    /// Nobody administers: topics, limits and rights are what their files say.
    @ParameterizedTest
    @MethodSource("principals")
    void changesNothingOfTheBrokersOwn(String principal) {
        var caller = caller(principal);
        var admin = caller.admin();
        var mine = new NewTopic("made.by." + principal, 1, (short) 1);
        assertEquals(Set.of(), KafkaCaller.done(admin.createTopics(List.of(mine)).values()));
        assertEquals(Set.of(), KafkaCaller.done(admin.deleteTopics(TOPICS).topicNameValues()));
        assertEquals(
                Set.of(),
                KafkaCaller.done(
                        admin.createPartitions(each(topic -> topic, NewPartitions.increaseTo(9)))
                                .values()));
        assertEquals(
                Set.of(),
                KafkaCaller.done(
                        admin.deleteRecords(
                                        each(KafkaCaller::first, RecordsToDelete.beforeOffset(1)))
                                .lowWatermarks()));
        var settings =
                each(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(
                                new AlterConfigOp(
                                        new ConfigEntry("retention.ms", "1"),
                                        AlterConfigOp.OpType.SET)));
        assertEquals(
                Set.of(),
                KafkaCaller.done(admin.incrementalAlterConfigs(Map.copyOf(settings)).values()));
        assertEquals(Set.of(), KafkaCaller.done(admin.describeConfigs(settings.keySet()).values()));
        assertEquals(
                Set.of(), KafkaCaller.done(admin.deleteConsumerGroups(groups).deletedGroups()));
    }

    @ParameterizedTest
    @MethodSource("principals")
    void grantsItselfNothing(String principal) {
        var everything = right(principal, AclOperation.ALL);
        var caller = caller(principal);
        var admin = caller.admin();
        assertFalse(KafkaCaller.isDone(admin.describeAcls(AclBindingFilter.ANY).values()));
        assertFalse(KafkaCaller.isDone(admin.createAcls(List.of(everything)).all()));
        assertFalse(KafkaCaller.isDone(admin.deleteAcls(List.of(AclBindingFilter.ANY)).all()));
    }

    @ParameterizedTest
    @MethodSource("principals")
    void hasNoTransactions(String principal) {
        try (var producer = caller(principal).producer(Map.of("transactional.id", principal))) {
            assertThrows(TransactionalIdAuthorizationException.class, producer::initTransactions);
        }
    }

    /// With what its folder in `deploy/k8s` says and the channels it is built with, all at once as
    /// in its process.
    @ParameterizedTest
    @EnumSource(Service.class)
    void takesWhatItsChannelsNameAndPublishes(Service service) throws Exception {
        var client = new ServiceClient(service, broker.settingsOf(service.module()));
        var mayWrite = page.granted(service.module(), "topic", AclOperation.WRITE);
        var channels = client.channels();
        assertFalse(channels.isEmpty());
        assertFalse(mayWrite.isEmpty());
        try (var caller = new KafkaCaller(client.settings())) {
            client.takesARecordFromEach(channels);

            assertEquals(mayWrite, caller.writtenAsRelaysDo(mayWrite));
        }
        assertTrue(
                owner.topicsBegunBy(service.module())
                        .containsAll(channels.stream().map(ServiceClient.Channel::topic).toList()));
        // They are static members: the group waits for them, and so would the next test.
        owner.admin()
                .removeMembersFromConsumerGroup(
                        service.module(), new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get(ASK_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void refusesWhoShowsNoCertificate() {
        var settings = new TreeMap<>(broker.settingsOf(STRANGER));
        settings.keySet().removeIf(key -> key.startsWith("ssl.keystore"));

        assertInstanceOf(SslAuthenticationException.class, refusalOf(settings));
    }

    @Test
    void refusesACertificateOfAnotherAuthority() {
        var settings = new TreeMap<>(broker.settingsOf("consent-service"));
        var forged =
                new KafkaCertificates(data.resolve("forged")).clientSettings("consent-service");
        settings.put("ssl.keystore.location", forged.get("ssl.keystore.location"));
        settings.put("ssl.keystore.password", forged.get("ssl.keystore.password"));

        assertInstanceOf(SslAuthenticationException.class, refusalOf(settings));
    }

    @Test
    void isRefusedWhereItCannotProveItself() {
        var settings = new TreeMap<>(broker.settingsOf("consent-service"));
        var forged =
                new KafkaCertificates(data.resolve("forged")).clientSettings("consent-service");
        settings.put("ssl.truststore.location", forged.get("ssl.truststore.location"));

        assertInstanceOf(SslAuthenticationException.class, refusalOf(settings));
    }

    /// Started again, a broker keeps nothing that the page no longer grants.
    @Test
    void losesARightThatThePageDoesNotGrant() throws Exception {
        var surplus = right(STRANGER, AclOperation.READ);
        owner.admin().createAcls(List.of(surplus)).all().get(ASK_SECONDS, TimeUnit.SECONDS);
        Awaitility.await().until(() -> rights().contains(surplus));

        Awaitility.await().until(() -> KafkaRights.onThePage().given(owner.admin()));

        assertFalse(rights().contains(surplus));
        assertEquals(page.rows().size(), rights().size());
    }

    private KafkaCaller caller(String principal) {
        return callers.computeIfAbsent(principal, name -> new KafkaCaller(broker.settingsOf(name)));
    }

    private List<AclBinding> rights() throws Exception {
        return new ArrayList<>(
                owner.admin()
                        .describeAcls(AclBindingFilter.ANY)
                        .values()
                        .get(ASK_SECONDS, TimeUnit.SECONDS));
    }

    private static Throwable refusalOf(Map<String, String> settings) {
        try (var caller = new KafkaCaller(settings)) {
            var asked = caller.admin().describeCluster().nodes();
            var refused =
                    assertThrows(
                            ExecutionException.class,
                            () -> asked.get(ASK_SECONDS, TimeUnit.SECONDS));
            return Objects.requireNonNull(refused.getCause());
        }
    }

    private static AclBinding right(String principal, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.TOPIC, Topics.RESIDENT_CHANGED, PatternType.LITERAL),
                new AccessControlEntry(
                        "User:CN=" + principal, "*", operation, AclPermissionType.ALLOW));
    }

    private static <K, V> Map<K, V> each(Function<String, K> key, V value) {
        return TOPICS.stream().collect(Collectors.toMap(key, _ -> value));
    }
}
