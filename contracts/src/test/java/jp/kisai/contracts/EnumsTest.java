package jp.kisai.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jp.kisai.contracts.event.CardProductionRequested;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The schemas list exactly the values that the code knows: as the only ones where the enum is
/// closed, as examples where a later version may add some.
class EnumsTest {

    private static final String COMMON = "/schemas/common.v1.json#/$defs/";

    private static final Map<Class<? extends Enum<?>>, String> PLACES =
            Map.ofEntries(
                    Map.entry(ChangeReason.class, COMMON + "changeReason"),
                    Map.entry(Item.class, COMMON + "item"),
                    Map.entry(Refusal.class, COMMON + "refusal"),
                    Map.entry(Doubt.class, COMMON + "doubt"),
                    Map.entry(EncodingFailure.class, COMMON + "encodingFailure"),
                    Map.entry(EncodingState.class, at("card.encoding-moved", "/properties/state")),
                    Map.entry(
                            DeadLetterCause.class,
                            at("resident.record-rejected", "/properties/cause")),
                    Map.entry(
                            RevocationReason.class,
                            at(
                                    "certificate.status-changed",
                                    "/properties/status/allOf/1/then/properties/reason")),
                    Map.entry(HoldingForm.class, licence("form")),
                    Map.entry(LicenceState.class, licence("state")),
                    Map.entry(ColourBand.class, licence("colour")),
                    Map.entry(
                            LicenceClass.class,
                            licence("classes") + "/items/properties/licenceClass"),
                    Map.entry(
                            LicenceChanged.Cause.Kind.class,
                            at("licence.changed", "/properties/cause/properties/kind")),
                    Map.entry(
                            CardProductionRequested.Trigger.class,
                            at("card.production-requested", "/properties/trigger")),
                    Map.entry(
                            CardProductionRequested.Channel.class,
                            at("card.production-requested", "/properties/channel")),
                    Map.entry(ConsentChanged.Kind.class, at("consent.changed", "/properties/kind")),
                    Map.entry(NoticeSent.Outcome.class, at("notice.sent", "/properties/outcome")),
                    Map.entry(NoticeSent.Channel.class, at("notice.sent", "/properties/channel")),
                    Map.entry(
                            ChangeAnswered.Outcome.class,
                            at("resident.change-answered", "/properties/outcome")));

    @TestFactory
    Stream<DynamicTest> listsExactlyTheValuesOfTheCode() {
        return PLACES.entrySet().stream()
                .map(
                        place ->
                                DynamicTest.dynamicTest(
                                        place.getKey().getSimpleName(),
                                        () ->
                                                assertEquals(
                                                        valuesOf(place.getKey()),
                                                        listed(place.getValue()))));
    }

    private static List<String> valuesOf(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }

    private static List<String> listed(String place) throws IOException {
        int hash = place.indexOf('#');
        JsonNode schema = new ObjectMapper().readTree(Schemas.text(place.substring(0, hash)));
        JsonNode definition = schema.at(place.substring(hash + 1));
        List<String> values = new ArrayList<>();
        JsonNode listed =
                definition.has("enum") ? definition.path("enum") : definition.path("examples");
        listed.forEach(value -> values.add(value.textValue()));
        assertEquals(
                values.contains("UNKNOWN"),
                definition.has("examples"),
                "open if, and only if, UNKNOWN");
        return values;
    }

    private static String at(String schema, String pointer) {
        return "/schemas/" + schema + ".v1.json#" + pointer;
    }

    private static String licence(String field) {
        return at("licence.changed", "/properties/licence/properties/" + field);
    }
}
