package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.signature.SignedDocument;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signed papers whose content is right in everything but one thing, and texts that are hard to
/// keep.
class PapersTest {

    private static final HolderId HOLDER = HolderId.of("0195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a");
    private static final Instant AT = Instant.parse("2026-11-23T01:02:03Z");
    private static final String CONTENT = "the content is not as its kind demands";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Forge FORGE = new Forge();
    private static final Papers PAPERS = new Papers(65_536, Duration.ofMinutes(1));

    @Test
    void readsAConsent() {
        assertEquals(
                new Papers.Paper.Consent(HOLDER, Set.of(Item.ADDRESS, Item.NAME), "2025-03", AT),
                paper(opened(consent(_ -> {}))));
    }

    static Stream<Arguments> wrongConsents() {
        return Stream.of(
                wrong("no holder", json -> json.remove("holder")),
                wrong("holder is none", json -> json.put("holder", "1-2-3-4-5")),
                wrong("no items", json -> json.putArray("items")),
                wrong("an item twice", json -> json.withArray("items").add("NAME")),
                wrong("an unknown item", json -> json.withArray("items").add("PHONE")),
                wrong("the domicile", json -> json.withArray("items").add("DOMICILE")),
                wrong("items as a text", json -> json.put("items", "NAME")),
                wrong("null", json -> json.putNull("wording")),
                wrong("a further field", json -> json.put("note", "x")),
                wrong("a PIN of four digits", json -> json.put("pin", "1234")),
                wrong("a PIN for signing", json -> json.put("pin", "ABC123DEF456")),
                wrong("another kind", json -> json.put("document", "kisai-consent/2")),
                wrong("no such day", json -> json.put("givenAt", "2026-02-30T00:00:00Z")),
                wrong("nanoseconds", json -> json.put("givenAt", "2026-11-23T01:02:03.123456789Z")),
                wrong("wording with NUL", json -> json.put("wording", "2025\u0000")),
                wrong("wording with a surrogate", json -> json.put("wording", "2025\ud800")),
                wrong("wording is a sentence", json -> json.put("wording", "私は同意します")),
                wrong("wording too long", json -> json.put("wording", "1".repeat(41))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongConsents")
    void refusesAConsentThatIsWrongInOneThing(String name, Consumer<ObjectNode> damage) {
        assertEquals(new Papers.Opened.Refused(CONTENT), opened(consent(damage)));
    }

    @Test
    void refusesASigningTimeThatIsNotTheDocuments() {
        byte[] late = signed(consent(_ -> {}), AT.plusSeconds(61));

        assertEquals(
                new Papers.Opened.Refused(
                        "the signing time is not the time that the document names"),
                PAPERS.open(late));
    }

    /// 髙 beside 高, compatibility ideographs, ideographic variation sequences, private use, half
    /// width, composed and decomposed kana, beyond the BMP.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "髙田町",
                "神\uFA19戸町",
                "葛\uDB40\uDD00城市",
                "辻\uFE00",
                "\uE000町",
                "ｶｺﾞｼﾏ",
                "か\u3099",
                "が",
                "\uD842\uDFB7野家町",
                "１−２－３〜４～５",
            })
    void keepsATextAsItWasSigned(String domicile) {
        Papers.Opened opened = opened(domicile(domicile));

        assertEquals(new Papers.Paper.Domicile(HOLDER, domicile, AT), paper(opened));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "町\u0000",
                "町\n",
                "\u202E町",
                "町\u200B",
                "👨\u200D👩\u200D👧",
                "町\u2028",
                "\uFEFF町",
                "町\u0085",
                "\uD800",
                "町\uDC00村",
                "\u00AD",
            })
    void refusesATextThatHidesSomething(String domicile) {
        assertEquals(new Papers.Opened.Refused(CONTENT), opened(domicile(domicile)));
    }

    @Test
    void refusesADomicileThatIsTooLong() {
        assertInstanceOf(Papers.Opened.Signed.class, opened(domicile("\uD842\uDFB7".repeat(200))));
        assertEquals(new Papers.Opened.Refused(CONTENT), opened(domicile("町".repeat(201))));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] overlong = {'{', (byte) 0xC0, (byte) 0x80, '}'};

        assertEquals(
                new Papers.Opened.Refused("the content is not JSON in UTF-8"),
                PAPERS.open(signed(overlong, AT)));
    }

    @Test
    void knowsTheContractsText() throws IOException {
        try (InputStream schema = EventType.class.getResourceAsStream("/schemas/common.v1.json")) {
            assertEquals(
                    JSON.readTree(Objects.requireNonNull(schema))
                            .at("/$defs/text/pattern")
                            .textValue(),
                    Papers.TEXT.pattern());
        }
    }

    private static Arguments wrong(String name, Consumer<ObjectNode> damage) {
        return Arguments.of(name, damage);
    }

    private static byte[] consent(Consumer<ObjectNode> damage) {
        ObjectNode json = JSON.createObjectNode();
        json.put("document", "kisai-consent/1").put("holder", HOLDER.text());
        json.putArray("items").add("ADDRESS").add("NAME");
        json.put("wording", "2025-03").put("givenAt", AT.toString());
        damage.accept(json);
        return bytes(json);
    }

    private static byte[] domicile(String text) {
        ObjectNode json = JSON.createObjectNode();
        json.put("document", "kisai-domicile/1").put("holder", HOLDER.text());
        json.put("domicile", text).put("submittedAt", AT.toString());
        return bytes(json);
    }

    /// ASCII with escapes, so that halves of surrogate pairs arrive as they are.
    private static byte[] bytes(ObjectNode json) {
        StringBuilder ascii = new StringBuilder();
        for (char unit : json.toString().toCharArray()) {
            if (unit < 0x80) {
                ascii.append(unit);
            } else {
                ascii.append("\\u%04x".formatted((int) unit));
            }
        }
        return ascii.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Papers.Opened opened(byte[] content) {
        return PAPERS.open(signed(content, AT));
    }

    private static byte[] signed(byte[] content, Instant at) {
        KeyPair keys = FORGE.keys;
        X509Certificate certificate = FORGE.anchor;
        return SignedDocument.sign(content, keys.getPrivate(), certificate, at);
    }

    private static Papers.Paper paper(Papers.Opened opened) {
        return assertInstanceOf(Papers.Opened.Signed.class, opened).paper();
    }
}
