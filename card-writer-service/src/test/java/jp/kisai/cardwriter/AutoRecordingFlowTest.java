package jp.kisai.cardwriter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.CardProductionRequested.Channel;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.localstack.doubles.CardFactory;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// New cards, and whether the licence goes onto them by itself.
@QuarkusTest
@WithTestResource(OutsideKeys.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "card_writer"))
class AutoRecordingFlowTest extends FactoryAtWork {

    @Test
    void recordsTheLicenceOnTheNewCardAndFollowsItFromThenOn() {
        Scene scene = workshop.scene();
        String young = "NEW-" + scene.card();
        scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ENCODED);
        scene.submitted();
        Workshop.await(() -> readiness(scene).extract().path("ready"));

        scene.newCard(young, Channel.ONLINE);

        Workshop.await(() -> workshop.factory().encodings(young).size() == 1);
        ask(scene, "card-productions").body("recorded", contains(true));
        // The record still names the old card; its next version goes onto the new one.
        scene.record(2, "千代田区二丁目");
        scene.await(2, EncodingState.ENCODED);
        assertEquals(
                List.of(1L, 2L),
                workshop.factory().encodings(young).stream()
                        .map(CardFactory.Encoding::version)
                        .toList());
        assertEquals(List.of(1L), workshop.encoded(scene));
    }

    /// Of a holder who consented it is known that a certificate was submitted, also where nothing
    /// else told so.
    @ParameterizedTest
    @EnumSource(names = {"GIVEN", "WITHDRAWN", "EXPIRED", "CERTIFICATE_COMPROMISED", "UNKNOWN"})
    void takesAHolderWhoEverConsentedForOneWhoSubmittedACertificate(ConsentChanged.Kind kind) {
        Scene scene = workshop.scene();
        readiness(scene).body("obstacles", hasItem("CERTIFICATE_NOT_SUBMITTED"));

        scene.consents(kind);

        Workshop.await(
                () ->
                        readiness(scene)
                                .extract()
                                .path("obstacles")
                                .equals(List.of("NO_LICENCE_ON_CARD")));
    }

    @Test
    void countsASubmittedCertificateAlsoAfterTheConsentWasWithdrawn() {
        Scene scene = workshop.scene();
        String young = "NEW-" + scene.card();
        scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ENCODED);
        scene.consents(ConsentChanged.Kind.WITHDRAWN);
        Workshop.await(() -> readiness(scene).extract().path("ready"));

        scene.newCard(young, Channel.ONLINE);

        Workshop.await(() -> workshop.factory().encodings(young).size() == 1);
        ask(scene, "card-productions").body("recorded", contains(true));
    }

    @Test
    void saysEverythingThatStandsInTheWay() {
        Scene scene = workshop.scene();
        scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ENCODED);

        scene.newCard("NEW-" + scene.card(), Channel.POST);

        Workshop.await(
                () -> !ask(scene, "card-productions").extract().path("recorded").equals(List.of()));
        ask(scene, "card-productions")
                .body("recorded", contains(false))
                .body("[0].obstacles", contains("CERTIFICATE_NOT_SUBMITTED", "NOT_APPLIED_ONLINE"));
        assertEquals(List.of(), workshop.factory().encodings("NEW-" + scene.card()));
    }

    /// Whoever is believed gets a licence onto a card of theirs.
    @Test
    void believesNobodyButJlisAndOnlyUnderItsSignature() {
        Scene scene = workshop.scene();
        String card = "NEW-" + scene.card();
        byte[] named = scene.production(card, Channel.ONLINE, Source.JLIS);
        byte[] altered = scene.production("OTHER-" + scene.card(), Channel.ONLINE, Source.JLIS);
        byte[] others = scene.production(card, Channel.ONLINE, Source.factory("somebody"));

        workshop.kafka().send(Topics.PRODUCTION_REQUESTED, scene.holder(), named);
        send(scene, altered, signature(named, OutsideKeys.jlis()));
        send(scene, named, signature(named, OutsideKeys.factory().own()));
        send(scene, others, signature(others, OutsideKeys.jlis()));

        Workshop.await(() -> causes(scene).size() == 4);
        assertEquals(
                List.of("UNSIGNED", "FORGED", "UNKNOWN_PRODUCER", "UNKNOWN_PRODUCER"),
                causes(scene));
        ask(scene, "card-productions").body("size()", equalTo(0));
    }

    private static byte[] signature(byte[] request, Pem signer) {
        return DetachedSignature.sign(request, signer.key(), signer.certificate());
    }

    private static void send(Scene scene, byte[] request, byte[] signature) {
        workshop.kafka()
                .sendSigned(Topics.PRODUCTION_REQUESTED, scene.holder(), request, signature);
    }

    /// Why requests for this holder were set aside.
    private static List<String> causes(Scene scene) {
        return workshop
                .kafka()
                .records(Topics.deadLetterOf(Topics.PRODUCTION_REQUESTED), scene.holder())
                .stream()
                .map(
                        record ->
                                new String(
                                        record.headers().lastHeader(Headers.CAUSE).value(),
                                        StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void tellsAHolderWhoHasNotAppliedYetAndNobodyElse() {
        Scene scene = workshop.scene();
        String path = "/holders/{holder}/auto-recording";

        readiness(scene)
                .body("ready", equalTo(false))
                .body("obstacles", contains("CERTIFICATE_NOT_SUBMITTED", "NO_LICENCE_ON_CARD"))
                .body("avoid", hasItem("NOT_APPLIED_ONLINE"));
        given().auth()
                .oauth2(Tokens.portal(scene.holder()))
                .get(path, scene.holder().text())
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(Tokens.portal(workshop.scene().holder()))
                .get(path, scene.holder().text())
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.factory())
                .get(path, scene.holder().text())
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse readiness(Scene scene) {
        return ask(scene, "auto-recording");
    }

    private static ValidatableResponse ask(Scene scene, String what) {
        return given().auth()
                .oauth2(Tokens.officer())
                .get("/holders/{holder}/{what}", scene.holder().text(), what)
                .then()
                .statusCode(200);
    }
}
