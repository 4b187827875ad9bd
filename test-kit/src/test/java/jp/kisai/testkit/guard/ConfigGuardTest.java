package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigGuardTest {

    private static final String SERVICE = "licence-service";
    private static final String SETTINGS = SERVICE + "/src/main/resources/application.properties";

    private static final String RIGHT =
            """
            quarkus.hibernate-orm.blocking=false
            quarkus.hibernate-orm.schema-management.strategy=none
            quarkus.flyway.migrate-at-start=true
            quarkus.flyway.locations=db/postbox,db/licence
            quarkus.oidc.application-type=service
            quarkus.oidc.token.audience=kisai
            quarkus.oidc.roles.role-claim-path=realm_access/roles
            mp.messaging.connector.smallrye-kafka.batch=true
            mp.messaging.connector.smallrye-kafka.key.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer
            mp.messaging.connector.smallrye-kafka.value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer
            mp.messaging.connector.smallrye-kafka.auto.offset.reset=earliest
            mp.messaging.connector.smallrye-kafka.failure-strategy=fail
            mp.messaging.connector.smallrye-kafka.partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor
            mp.messaging.connector.smallrye-kafka.session.timeout.ms=10000
            mp.messaging.incoming.consent-decided.topic=consent.decided.v1
            mp.messaging.incoming.consent-decided.group.instance.id=licence-0-consent-decided
            """;

    @TempDir Path folder;

    @Test
    void acceptsTheSettingsThatLoseNothing() {
        assertEquals(List.of(), ConfigGuard.violations(planted(RIGHT).repository()));
    }

    @Test
    void acceptsAChannelThatSaysItItself() {
        String own =
                RIGHT.replace("connector.smallrye-kafka.batch", "incoming.consent-decided.batch");

        assertEquals(List.of(), ConfigGuard.violations(planted(own).repository()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.hibernate-orm.blocking",
                "quarkus.hibernate-orm.schema-management.strategy",
                "quarkus.flyway.migrate-at-start",
                "quarkus.flyway.locations",
                "quarkus.oidc.application-type",
                "quarkus.oidc.token.audience",
                "quarkus.oidc.roles.role-claim-path",
                "mp.messaging.connector.smallrye-kafka.batch",
                "mp.messaging.connector.smallrye-kafka.key.deserializer",
                "mp.messaging.connector.smallrye-kafka.value.deserializer",
                "mp.messaging.connector.smallrye-kafka.auto.offset.reset",
                "mp.messaging.connector.smallrye-kafka.failure-strategy",
                "mp.messaging.connector.smallrye-kafka.partition.assignment.strategy",
                "mp.messaging.connector.smallrye-kafka.session.timeout.ms",
                "mp.messaging.incoming.consent-decided.topic",
                "mp.messaging.incoming.consent-decided.group.instance.id"
            })
    void reportsASettingThatIsMissing(String name) {
        String without =
                String.join(
                        "\n", RIGHT.lines().filter(line -> !line.startsWith(name + "=")).toList());

        List<Violation> found = ConfigGuard.violations(planted(without).repository());

        assertEquals(1, found.size(), found::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto.offset.reset=earliest|auto.offset.reset=latest",
                "failure-strategy=fail|failure-strategy=ignore",
                "failure-strategy=fail|failure-strategy=dead-letter-queue",
                "audience=kisai|audience=account",
                "blocking=false|blocking=true",
                "topic=consent.decided.v1|topic=consent.decided.v2",
                "topic=consent.decided.v1|topic=licence.changed.v1",
                "batch=true|batch=false"
            })
    void reportsASettingThatIsWrong(String right, String wrong) {
        List<Violation> found =
                ConfigGuard.violations(planted(RIGHT.replace(right, wrong)).repository());

        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().line() >= 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.hibernate-orm.unsupported-properties.\"hibernate.order_inserts\"=true",
                "mp.messaging.incoming.consent-decided.pause-if-no-requests=false",
                "mp.messaging.connector.smallrye-kafka.enable.auto.commit=true",
                "mp.messaging.connector.smallrye-kafka.commit-strategy=latest",
                "mp.messaging.incoming.licence-changed.group.instance.id=a",
                "mp.messaging.incoming.consent-decided.concurrency=2"
            })
    void reportsASettingThatMustNotBe(String line) {
        assertTrue(!ConfigGuard.violations(planted(RIGHT + line).repository()).isEmpty());
    }

    @Test
    void acceptsCopiesThatEachHaveTheirName() {
        String copies =
                RIGHT.replace("decided.group.instance.id", "decided$1.group.instance.id")
                        + """
                        mp.messaging.incoming.consent-decided$2.group.instance.id=licence-0-2
                        mp.messaging.incoming.consent-decided.concurrency=2
                        """;

        assertEquals(List.of(), ConfigGuard.violations(planted(copies).repository()));
    }

    @Test
    void reportsAChannelThatNobodySetUp() {
        Planted planted =
                planted(RIGHT)
                        .main(
                                SERVICE,
                                "jp.kisai.licence.OtherFlow",
                                "class OtherFlow { @Incoming(\"licence-changed\") void take() {}"
                                        + " }");

        List<Violation> found = ConfigGuard.violations(planted.repository());

        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().why().contains("licence-changed is @Incoming"));
    }

    private Planted planted(String settings) {
        return Planted.in(folder)
                .file(SETTINGS, settings)
                .main(
                        SERVICE,
                        "jp.kisai.licence.LicenceFlow",
                        "class LicenceFlow { @Incoming(\"consent-decided\") void take() {} }");
    }
}
