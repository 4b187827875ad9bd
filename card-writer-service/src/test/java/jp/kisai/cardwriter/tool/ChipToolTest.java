package jp.kisai.cardwriter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import jp.kisai.cardwriter.OutsideKeys;
import jp.kisai.cardwriter.domain.chip.Photos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChipToolTest {

    private static final String RECORD =
            """
            {"licence":{"number":"309012345621","name":"記載　花子","kana":"キサイ　ハナコ",
              "birthDate":"1990-02-28","municipality":"462012","address":"鹿児島市山下町１１番１号",
              "domicile":"千代田区九段南一丁目","commission":"鹿児島県","issuedOn":"2024-03-01",
              "validUntil":"2029-03-28","classes":[{"licenceClass":"ORDINARY","grantedOn":"2010-08-05"}],
              "conditions":["眼鏡等"],"remarks":[],"colour":"GOLD","form":"BOTH","state":"IN_FORCE",
              "card":"JP24-0001-9F3A"},
             "appended":[{"kind":"ADDRESS","on":"2026-11-23","text":"鹿児島市鴨池新町","commission":"鹿児島公安"}]}
            """;

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void showsAnEncodedRecordAsTheTablesHaveIt() throws IOException {
        assertEquals(0, run("encode", file("record.json", RECORD)), this::errors);
        String image = out();
        out.reset();

        assertEquals(0, run("decode", file("image.json", image)), this::errors);

        String table = out();
        for (String line :
                new String[] {
                    "WEF02, 213 of at most 5845 bytes",
                    "     0  C2        0  運転経歴情報記録年月日",
                    "     4  C4        4  色区分: 優良",
                    "    10  C5        7  免許情報記録の有効期間の末日: 5110328 = 2029-03-28",
                    "EB        7  免許の年月日(二種): 5000000 = not held",
                    "ED        1  普通: 01",
                    "MF/EF01, 17 of at most 17 bytes",
                    "12       10  氏名: 記載　花子",
                    "70       41  新住所1: 2026-11-23 鹿児島市鴨池新町 (鹿児島公安)",
                    "DF2/EF01, 3 of at most 2005 bytes",
                }) {
            assertTrue(table.contains(line), () -> line + " is not in\n" + table);
        }
        assertEquals(11, table.lines().filter(line -> line.contains(" of at most ")).count());
    }

    /// On either card.
    @Test
    void showsWhatThePhotographSaysOfItself() throws IOException {
        String photograph = Base64.getEncoder().encodeToString(Photos.MONOCHROME.toArray());
        String record =
                RECORD.replace(
                        "\"appended\"",
                        "\"pictures\":{\"photograph\":\"" + photograph + "\"},\"appended\"");

        assertEquals(0, run("encode", file("record.json", record)), this::errors);
        String image = file("image.json", out());
        out.reset();
        run("decode", image);

        assertTrue(out().contains("0107   1667  顔写真: JPEG 2000, 96 × 128, 1 × 8 bits"), this::out);
        assertTrue(out().contains("5F40   1667  写真: JPEG 2000, 96 × 128, 1 × 8 bits"), this::out);
    }

    @Test
    void signsBothCardsWhereItHasAKey() throws IOException {
        OutsideKeys.signer();
        String record = file("record.json", RECORD);

        assertEquals(0, run("encode", record, OutsideKeys.signerFile().toString()));
        String image = file("image.json", out());
        out.reset();
        run("decode", image);

        assertTrue(out().contains("0108    256  電子署名"), this::out);
        assertTrue(out().contains("B1      256  電子署名"), this::out);
        assertEquals(1, run("encode", record, record));
    }

    @Test
    void showsWhereTheBytesOfOneFileStopMakingSense() throws IOException {
        Path file = folder.resolve("wef02");
        Files.write(file, HexFormat.of().parseHex("C200C300C404467E4E50" + "C5FF"));

        assertEquals(1, run("decode", file.toString(), "WEF02"));

        assertTrue(out().contains("    10  BAD_LENGTH"), this::out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"colour\":\"GOLD\" | \"colour\":\"PINK\" | /licence",
                "鹿児島市山下町 | 髙町 | the chip cannot carry it: DF1/EF01 17 CHARACTER",
                "2026-11-23 | 23/11/2026 | not an appended entry: /appended/0",
                "{\"licence\" | {\"licence | cannot be read",
            })
    void saysWhatIsWrongWithARecord(String right, String wrong, String message) throws IOException {
        assertEquals(1, run("encode", file("record.json", RECORD.replace(right, wrong))));

        assertTrue(errors().contains(message), this::errors);
        assertEquals("", out());
    }

    @Test
    void saysHowItIsUsedAndWhichFilesThereAre() throws IOException {
        assertEquals(2, run());
        assertTrue(errors().contains("kisai chip encode RECORD.json"), this::errors);
        assertEquals(1, run("decode", file("x", "x"), "EF99"));
        assertTrue(errors().contains("WEF01, WEF02, WEF03, DF1/EF01"), this::errors);
        assertEquals(1, run("decode", file("x", "{}")));
        assertEquals(1, run("decode", folder.resolve("none").toString()));
    }

    private int run(String... arguments) {
        return new ChipTool(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
