package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.event.CertificateSubmitted;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.notification.CatalogueFiles;
import org.junit.jupiter.api.Test;

/// Every list of words in every event that this service hears: either each word has a text, or it
/// is known why none has. A new list fails until somebody has decided.
class HeardReasonsTest {

    private static final List<Class<?>> HEARD =
            List.of(
                    ConsentDecided.class,
                    ConsentChanged.class,
                    CertificateSubmitted.class,
                    LicenceChanged.class,
                    EncodingMoved.class,
                    ChangeAnswered.class);

    /// With what their texts' names begin, and end.
    private static final Map<Class<?>, List<String>> TOLD =
            Map.of(
                    Refusal.class, List.of("refusal.", ".why"),
                    Doubt.class, List.of("doubt.", ".why"),
                    EncodingFailure.class, List.of("failure.", ".why"),
                    Item.class, List.of("item.", ""));

    private static final Map<Class<?>, String> NOT_TOLD =
            Map.ofEntries(
                    Map.entry(ChangeReason.class, "the holder knows why; corrections say so"),
                    Map.entry(ConsentChanged.Kind.class, "sets the consent's clock"),
                    Map.entry(
                            LicenceChanged.Cause.Kind.class, "the cause tells through its change"),
                    Map.entry(ColourBand.class, "stands on the card"),
                    Map.entry(LicenceClass.class, "stands on the card"),
                    Map.entry(HoldingForm.class, "decides which clocks run"),
                    Map.entry(LicenceState.class, "decides which clocks run"),
                    Map.entry(EncodingState.class, "its ends are outcomes with titles"),
                    Map.entry(ChangeAnswered.Outcome.class, "follows from the items"));

    @Test
    void knowsEveryListOfWords() {
        Set<Class<?>> known = new HashSet<>(TOLD.keySet());
        known.addAll(NOT_TOLD.keySet());

        assertEquals(names(known), names(lists()));
    }

    @Test
    void hasATextForEveryWordThatIsTold() {
        TOLD.forEach(
                (list, ends) -> {
                    for (Object word : list.getEnumConstants()) {
                        String key = ends.getFirst() + word + ends.getLast();
                        for (Language language : Language.values()) {
                            assertTrue(
                                    CatalogueFiles.catalogue().of(language).containsKey(key),
                                    key + " in " + language);
                        }
                    }
                });
    }

    /// An answer that a visitor waits for at the counter carries its sentence itself: this one.
    @Test
    void saysTheCountersSentencesInTheSameWords() {
        ServiceReasons.sentences("consent.Action")
                .forEach(
                        (action, texts) ->
                                assertEquals(
                                        Stream.of(Language.JAPANESE, Language.ENGLISH)
                                                .map(
                                                        language ->
                                                                CatalogueFiles.catalogue()
                                                                        .text(
                                                                                language,
                                                                                "consent.Action."
                                                                                        + action))
                                                .toList(),
                                        texts));
    }

    private static Set<String> names(Set<Class<?>> types) {
        return types.stream().map(Class::getName).collect(Collectors.toSet());
    }

    private static Set<Class<?>> lists() {
        Set<Type> seen = new HashSet<>();
        return HEARD.stream().flatMap(type -> lists(type, seen)).collect(Collectors.toSet());
    }

    private static Stream<Class<?>> lists(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return Stream.empty();
        }
        if (type instanceof ParameterizedType generic) {
            return Stream.of(generic.getActualTypeArguments()).flatMap(it -> lists(it, seen));
        }
        if (!(type instanceof Class<?> plain)) {
            return Stream.empty();
        }
        if (plain.isEnum()) {
            return Stream.of(plain);
        }
        if (plain.isSealed()) {
            return Stream.of(plain.getPermittedSubclasses()).flatMap(it -> lists(it, seen));
        }
        return plain.isRecord()
                ? Stream.of(plain.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .flatMap(it -> lists(it, seen))
                : Stream.empty();
    }
}
