package jp.kisai.cardwriter.domain.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChipFileTest {

    /// The specified sizes are the proof that no element is missing and that tags and lengths take
    /// as many bytes as is said here.
    @ParameterizedTest
    @CsvSource({
        "WEF01, 3",
        "WEF02, 5845",
        "WEF03, 584",
        "MF_EF01, 17",
        "MF_EF02, 3",
        "DF1_EF01, 880",
        "DF1_EF02, 82",
        "DF1_EF03, 264",
        "DF1_EF05, 663",
        "DF1_EF07, 578",
        "DF2_EF01, 2005"
    })
    void addsUpToTheSpecifiedSize(ChipFile file, int size) {
        assertEquals(size, file.layout().fullSize());
        assertEquals(size, file.size());
    }

    @ParameterizedTest
    @EnumSource
    void hasItsTagsInAscendingOrder(ChipFile file) {
        List<Tag> tags = file.layout().elements().stream().map(Layout.Element::tag).toList();

        assertEquals(tags.stream().sorted().distinct().toList(), tags);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsPath(ChipFile file) {
        assertEquals(Optional.of(file), ChipFile.at(file.path()));
    }

    @ParameterizedTest
    @CsvSource({
        "WEF02, C2, 運転経歴情報記録年月日, 7",
        "WEF02, C9, 免許の条件4, 80",
        "WEF02, CB, 外字2, 256",
        "WEF02, CC, 免許の条件5, 80",
        "WEF02, D3, 免許の条件12, 80",
        "WEF02, DE, 備考8, 80",
        "WEF02, E6, 予備8, 80",
        "WEF02, EB, 免許の年月日(二種), 7",
        "WEF02, EC, 大型, 1",
        "WEF02, F3, け引, 1",
        "WEF02, FA, 準中型, 1",
        "WEF02, FF, RFU5, 7",
        "WEF02, 0106, RFU12, 7",
        "WEF02, 0107, 顔写真, 2000",
        "DF1_EF01, 25, 大型, 7",
        "DF1_EF01, 2C, け引, 7",
        "DF1_EF01, 33, 準中型, 7",
        "MF_EF01, 45, 共通データ要素, 11",
        "MF_EF02, 05, 暗証番号設定, 1",
        "DF1_EF03, 49, 外字2, 128",
        "DF1_EF04, 5F, 新住所地公安委員会名15, 49",
        "DF1_EF04, 70, 新住所1, 105",
        "DF1_EF04, 87, 条件解除8, 105",
        "DF1_EF05, 9D, 外字7, 128",
        "DF1_EF06, AF, 新本籍5, 105",
        "DF1_EF07, B1, 電子署名, 256",
        "DF2_EF01, 5F40, 写真, 2000",
    })
    void namesItsElements(ChipFile file, String tag, String item, int maxLength) {
        Layout.Element element =
                file.layout().elements().stream()
                        .filter(each -> each.tag().toString().equals(tag))
                        .findFirst()
                        .orElseThrow();

        assertEquals(item, element.item());
        assertEquals(maxLength, element.maxLength());
    }

    /// What is appended shares its file's bytes: not every slot can be full.
    @ParameterizedTest
    @CsvSource({"DF1_EF04, 640, 72", "DF1_EF06, 256, 6"})
    void hasMoreSlotsThanBytesWhereEntriesAreAppended(ChipFile file, int size, int elements) {
        assertEquals(size, file.size());
        assertEquals(elements, file.layout().elements().size());
        assertTrue(file.layout().fullSize() > size);
    }

    @Test
    void hasSeventyElementsInTheLicence() {
        assertEquals(70, ChipFile.WEF02.layout().elements().size());
        assertTrue(ChipFile.at("DF9/EF01").isEmpty());
    }
}
