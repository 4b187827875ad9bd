package jp.kisai.contracts.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What identifies a person does not come out of `toString()`, nor out of an error message.
class MaskingTest {

    private static final String HOLDER = "0195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a";

    @TestFactory
    Stream<DynamicTest> hidesTheValue() {
        return Map.<Object, String>of(
                        HolderId.of(HOLDER),
                        HOLDER,
                        new LicenceNumber("309012345620"),
                        "309012345620",
                        new CardReference("JP24-0001-9F3A"),
                        "JP24-0001-9F3A",
                        CertificateSerial.of("1f9a3c5e77"),
                        "1f9a3c5e77",
                        new ItemChange.Name("記載　花子", "キサイ　ハナコ"),
                        "花子",
                        new ItemChange.Address(new MunicipalityCode("462012"), "鹿児島市山下町"),
                        "山下町",
                        new ItemChange.BirthDate(LocalDate.of(1990, 2, 28)),
                        "1990",
                        new ItemChange.Domicile("東京都千代田区"),
                        "千代田")
                .entrySet()
                .stream()
                .map(
                        masked ->
                                DynamicTest.dynamicTest(
                                        masked.getKey().getClass().getSimpleName(),
                                        () -> {
                                            String shown = masked.getKey().toString();
                                            assertFalse(shown.contains(masked.getValue()), shown);
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> repeatsNoWrongValueInAMessage() {
        String wrong = "2f4e5d6c7b8a-0195f7c2";
        return Stream.<Runnable>of(
                        () -> HolderId.of(wrong),
                        () -> new LicenceNumber(wrong),
                        () -> new CardReference(wrong + "?"),
                        () -> CertificateSerial.of(wrong),
                        () -> ChangeKey.of(wrong))
                .map(
                        read ->
                                DynamicTest.dynamicTest(
                                        "message",
                                        () -> {
                                            IllegalArgumentException refused =
                                                    assertThrows(
                                                            IllegalArgumentException.class,
                                                            read::run);
                                            assertFalse(
                                                    String.valueOf(refused.getMessage())
                                                            .contains(wrong));
                                        }));
    }

    @Test
    void showsEnoughToTellTwoApart() {
        assertEquals("holder:0195…", HolderId.of(HOLDER).toString());
        assertEquals("certificate:…5e77", CertificateSerial.of("1f9a3c5e77").toString());
    }
}
