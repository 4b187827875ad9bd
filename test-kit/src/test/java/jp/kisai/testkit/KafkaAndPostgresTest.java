package jp.kisai.testkit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "test_kit"))
class KafkaAndPostgresTest {

    private final HolderId holder = new HolderId(UUID.randomUUID());

    @Test
    void theBrokerKeepsRecordsPerHolderInOrder() {
        try (TestKafka kafka = TestKafka.connect()) {
            kafka.send(Topics.NOTICE_SENT, holder, bytes("first"));
            kafka.send(Topics.NOTICE_SENT, new HolderId(UUID.randomUUID()), bytes("another's"));
            kafka.send(Topics.NOTICE_SENT, holder, bytes("second"));

            List<ConsumerRecord<byte[], byte[]>> found = kafka.await(Topics.NOTICE_SENT, holder, 2);

            assertEquals(2, found.size());
            assertArrayEquals(bytes("first"), found.getFirst().value());
            assertArrayEquals(bytes("second"), found.getLast().value());
        }
    }

    @Test
    void theServiceUsesADatabaseThatAnotherRoleOwns() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(setting("quarkus.datasource.jdbc.url"));
        source.setUser(setting("quarkus.datasource.username"));
        source.setPassword(setting("quarkus.datasource.password"));
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select current_user, datname, pg_get_userbyid(datdba)"
                                        + " from pg_database where datname = current_database()")) {
            assertTrue(row.next());
            assertEquals("test_kit", row.getString(1));
            assertEquals("test_kit", row.getString(2));
            assertEquals(setting("quarkus.flyway.username"), row.getString(3));
        }
    }

    @Test
    void tokensOpenWhatTheirRoleMayAndNothingElse() {
        given().auth().oauth2(Tokens.officer()).get("/who-am-i/officer").then().statusCode(200);
        given().auth().oauth2(Tokens.operator()).get("/who-am-i/officer").then().statusCode(403);
        given().auth().oauth2(Tokens.of()).get("/who-am-i/officer").then().statusCode(403);
        given().get("/who-am-i/officer").then().statusCode(401);
    }

    @Test
    void thePortalSpeaksForItsHolder() {
        given().auth()
                .oauth2(Tokens.portal(holder))
                .get("/who-am-i/holder")
                .then()
                .statusCode(200)
                .body(equalTo(holder.text()));
    }

    @Test
    void tokensThatAreWrongInOneThingAreRefused() {
        List<String> wrong =
                List.of(
                        Tokens.expired("officer"),
                        Tokens.forAnotherAudience("officer"),
                        Tokens.forged("officer"));
        for (String token : wrong) {
            given().auth().oauth2(token).get("/who-am-i/officer").then().statusCode(401);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
