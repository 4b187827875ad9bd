package jp.kisai.consent.domain;

import static jp.kisai.consent.domain.FactsOf.BORN;
import static jp.kisai.consent.domain.FactsOf.NEW_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.NOON;
import static jp.kisai.consent.domain.FactsOf.OLD_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.OLD_NAME;
import static jp.kisai.consent.domain.FactsOf.address;
import static jp.kisai.consent.domain.FactsOf.arriving;
import static jp.kisai.consent.domain.FactsOf.holder;
import static jp.kisai.consent.domain.FactsOf.name;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static jp.kisai.contracts.vocabulary.Item.BIRTH_DATE;
import static jp.kisai.contracts.vocabulary.Item.NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.consent.domain.FourItems.Gender;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ItemChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether a successor's four items agree with the changed register: all four, with the flags of
/// the characters that stand in for others.
class SuccessorsTest {

    private static final Change MOVE = arriving(1, ChangeReason.MOVE, NOON, address(NEW_ADDRESS));

    /// One of the four items at a time says something else.
    static Stream<Arguments> otherItems() {
        return Stream.of(
                Arguments.of("name", items("山本　花子", BORN, Gender.FEMALE, NEW_ADDRESS)),
                Arguments.of(
                        "birth date",
                        items(OLD_NAME, LocalDate.of(1990, 1, 3), Gender.FEMALE, NEW_ADDRESS)),
                Arguments.of("sex", items(OLD_NAME, BORN, Gender.MALE, NEW_ADDRESS)),
                Arguments.of("sex unknown", items(OLD_NAME, BORN, Gender.UNKNOWN, NEW_ADDRESS)),
                Arguments.of("address", items(OLD_NAME, BORN, Gender.FEMALE, OLD_ADDRESS)),
                Arguments.of(
                        "no birth date",
                        new FourItems(
                                RegisteredText.of(OLD_NAME),
                                Optional.empty(),
                                Gender.FEMALE,
                                RegisteredText.of(NEW_ADDRESS))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherItems")
    void agreesInAllFourItemsOrNotAtAll(String what, FourItems items) {
        History history =
                new History(holder(ADDRESS).certificate(2, 1, NOON.plusSeconds(1), items))
                        .arrives(MOVE, NOON.plusSeconds(2));

        assertEquals(List.of("ADDRESS WAITING_FOR_SUCCESSOR"), history.of(MOVE), what);
    }

    /// As registered, as the certificate carries it, its flags.
    @ParameterizedTest
    @CsvSource({
        "高橋　花子, 高橋　花子, 00000, GRANTED",
        "高橋　花子, 〓橋　花子, 10000, GRANTED",
        "高橋　花子, 〓橋　花子, 00000, WAITING_FOR_SUCCESSOR",
        "高橋　花子, 〓橋　葉子, 10000, WAITING_FOR_SUCCESSOR",
        "高橋　花子, 〓〓橋　花子, 110000, WAITING_FOR_SUCCESSOR",
        "高橋　花子, 高橋花子,  0000,  WAITING_FOR_SUCCESSOR",
    })
    void comparesWithTheFlagsOfCharactersThatStandInForOthers(
            String registered, String carried, String flags, String verdict) {
        Change renamed = arriving(2, ChangeReason.MARRIAGE, NOON, name(registered));
        FourItems items =
                new FourItems(
                        RegisteredText.of(carried, flags),
                        Optional.of(BORN),
                        Gender.FEMALE,
                        RegisteredText.of(OLD_ADDRESS));

        History history =
                new History(holder(NAME).certificate(2, 1, NOON.plusSeconds(1), items))
                        .arrives(renamed, NOON.plusSeconds(2));

        assertEquals(List.of("NAME " + verdict), history.of(renamed));
    }

    @Test
    void isComparedWithEverythingThatOneEventBrings() {
        Change all =
                arriving(
                        3,
                        ChangeReason.CORRECTION,
                        NOON,
                        address(NEW_ADDRESS),
                        name("鈴木　花子"),
                        new ItemChange.BirthDate(LocalDate.of(1990, 3, 5)));
        FourItems items = items("鈴木　花子", LocalDate.of(1990, 3, 5), Gender.FEMALE, NEW_ADDRESS);

        History history =
                new History(
                                holder(ADDRESS, BIRTH_DATE)
                                        .certificate(2, 1, NOON.plusSeconds(1), items))
                        .arrives(all, NOON.plusSeconds(2));

        assertEquals(
                List.of("ADDRESS GRANTED", "NAME ITEM_NOT_CONSENTED", "BIRTH_DATE GRANTED"),
                history.of(all));
    }

    private static FourItems items(String name, LocalDate born, Gender gender, String address) {
        return new FourItems(
                RegisteredText.of(name), Optional.of(born), gender, RegisteredText.of(address));
    }
}
