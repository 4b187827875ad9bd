package jp.kisai.cardwriter.domain.chip;

import static jp.kisai.cardwriter.domain.chip.Layout.Coding.APPENDED;
import static jp.kisai.cardwriter.domain.chip.Layout.Coding.BINARY;
import static jp.kisai.cardwriter.domain.chip.Layout.Coding.BYTE;
import static jp.kisai.cardwriter.domain.chip.Layout.Coding.DATE;
import static jp.kisai.cardwriter.domain.chip.Layout.Coding.GAIJI;
import static jp.kisai.cardwriter.domain.chip.Layout.Coding.LATIN;
import static jp.kisai.cardwriter.domain.chip.Layout.Coding.PICTURE;
import static jp.kisai.cardwriter.domain.chip.Layout.Coding.RESERVED;
import static jp.kisai.cardwriter.domain.chip.Layout.Coding.TEXT;

import java.util.Arrays;
import java.util.Optional;

/// The chip's files: first those that an order may carry, in the order in which their bytes are
/// digested, then those that only the IC card of the licence itself has.
///
/// Source: 運転免許証及び運転免許証作成システム等仕様書 (仕様書バージョン番号 010).
public enum ChipFile {
    /// マイナ免許: whether a PIN is set. Read freely.
    WEF01("WEF01", 3, Layout.table().row(0xC1, 1, BYTE, "PIN設定").end()),

    /// マイナ免許: the licence itself.
    WEF02("WEF02", 5845, myNumberLicence()),

    /// マイナ免許: the signature over WEF02.
    WEF03(
            "WEF03",
            584,
            Layout.table()
                    .row(0x0108, 256, BINARY, "電子署名")
                    .row(0x0109, 16, LATIN, "シリアル番号")
                    .row(0x010A, 48, RESERVED, "RFU")
                    .row(0x010B, 80, LATIN, "発行者名")
                    .row(0x010C, 130, LATIN, "主体者名")
                    .row(0x010D, 32, BINARY, "主体者鍵識別子")
                    .end()),

    /// 記載事項(本籍除く): the holder's entries.
    DF1_EF01("DF1/EF01", 880, entries()),

    /// 本籍.
    DF1_EF02("DF1/EF02", 82, Layout.table().row(0x41, 80, TEXT, "本籍").end()),

    /// 共通データ要素. Read freely.
    MF_EF01(
            "MF/EF01",
            17,
            Layout.table()
                    .row(0x45, 11, BINARY, "共通データ要素")
                    .row(0x46, 2, BINARY, "製造者・暗号識別子")
                    .end()),

    /// Whether PINs are set. Read freely.
    MF_EF02("MF/EF02", 3, Layout.table().row(0x05, 1, BYTE, "暗証番号設定").end()),

    /// 外字, those of the entries as issued.
    DF1_EF03("DF1/EF03", 264, Layout.table().rows(0x48, 2, 128, GAIJI, "外字", 1).end()),

    /// 記載事項変更等(本籍除く): appended to, never rewritten.
    DF1_EF04("DF1/EF04", 640, appendedEntries()),

    /// 外字, those of appended entries. The tags are in no source at hand: these are the first that
    /// are free between EF04's and EF06's. \[I\]
    DF1_EF05(
            "DF1/EF05",
            663,
            Layout.table().row(0x98, 1, BYTE, "追記の有無").rows(0x99, 5, 128, GAIJI, "外字", 3).end()),

    /// 本籍追記: appended to, never rewritten.
    DF1_EF06(
            "DF1/EF06",
            256,
            Layout.table()
                    .row(0xAA, 1, BYTE, "追記の有無")
                    .rows(0xAB, 5, 105, APPENDED, "新本籍", 1)
                    .end()),

    /// 電子署名 over DF1/EF01, DF1/EF02 and DF2/EF01.
    DF1_EF07(
            "DF1/EF07",
            578,
            Layout.table()
                    .row(0xB1, 256, BINARY, "電子署名")
                    .row(0xB2, 16, LATIN, "シリアル番号")
                    .row(0xB3, 48, RESERVED, "RFU")
                    .row(0xB4, 80, LATIN, "発行者名")
                    .row(0xB5, 130, LATIN, "主体者名")
                    .row(0xB6, 32, BINARY, "主体者鍵識別子")
                    .end()),

    /// 写真.
    DF2_EF01("DF2/EF01", 2005, Layout.table().row(0x5F40, 2000, PICTURE, "写真").end());

    private final String path;
    private final int size;

    @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can alter
    private final Layout layout;

    ChipFile(String path, int size, Layout layout) {
        this.path = path;
        this.size = size;
        this.layout = layout;
    }

    /// As orders name it.
    public String path() {
        return path;
    }

    /// The specified size in bytes, which no content exceeds.
    public int size() {
        return size;
    }

    public Layout layout() {
        return layout;
    }

    public static Optional<ChipFile> at(String path) {
        return Arrays.stream(values()).filter(file -> file.path.equals(path)).findFirst();
    }

    private static Layout myNumberLicence() {
        return Layout.table()
                .row(0xC2, 7, DATE, "運転経歴情報記録年月日")
                .row(0xC3, 1, BYTE, "運転経歴区分")
                .row(0xC4, 6, TEXT, "色区分")
                .row(0xC5, 7, DATE, "免許情報記録の有効期間の末日")
                .rows(0xC6, 4, 80, TEXT, "免許の条件", 1)
                .rows(0xCA, 2, 256, GAIJI, "外字", 1)
                .rows(0xCC, 8, 80, TEXT, "免許の条件", 5)
                .rows(0xD4, 3, 256, GAIJI, "外字", 3)
                .rows(0xD7, 8, 80, TEXT, "備考", 1)
                .rows(0xDF, 8, 80, RESERVED, "予備", 1)
                .row(0xE7, 12, LATIN, "免許情報記録の番号")
                .row(0xE8, 12, LATIN, "運転経歴情報記録の番号")
                .each(0xE9, 7, DATE, Names.CATEGORY_DATES)
                .each(0xEC, 1, BYTE, Names.CLASSES)
                .rows(0xFB, 5, 7, RESERVED, "RFU", 1)
                .rows(0x0100, 7, 7, RESERVED, "RFU", 6)
                .row(0x0107, 2000, PICTURE, "顔写真")
                .end();
    }

    private static Layout entries() {
        return Layout.table()
                .row(0x11, 1, BYTE, "JIS X 0208制定年番号")
                .row(0x12, 72, TEXT, "氏名")
                .row(0x13, 32, TEXT, "呼び名(カナ)")
                .row(0x14, 32, TEXT, "通称名")
                .row(0x15, 16, TEXT, "統一氏名(カナ)")
                .row(0x16, 7, DATE, "生年月日")
                .row(0x17, 80, TEXT, "住所")
                .row(0x18, 7, DATE, "交付年月日")
                .row(0x19, 5, LATIN, "照会番号")
                .row(0x1A, 6, TEXT, "色区分")
                .row(0x1B, 7, DATE, "有効期間の末日")
                .rows(0x1C, 4, 80, TEXT, "免許の条件", 1)
                .row(0x20, 24, TEXT, "公安委員会名")
                .row(0x21, 12, LATIN, "免許証の番号")
                .each(0x22, 7, DATE, Names.CATEGORY_DATES)
                .each(0x25, 7, DATE, Names.CLASSES)
                // Seven reserved dates are what makes the specified 880 bytes. [I]
                .rows(0x34, 7, 7, RESERVED, "RFU", 1)
                .end();
    }

    /// The longest of each kind: 25 bytes about the entry, and its text. \[I\]
    private static Layout appendedEntries() {
        return Layout.table()
                .row(0x50, 1, BYTE, "追記の有無")
                .rows(0x51, 15, 49, APPENDED, "新住所地公安委員会名", 1)
                .rows(0x60, 8, 97, APPENDED, "新氏名", 1)
                .rows(0x68, 8, 57, APPENDED, "新呼び名(カナ)", 1)
                .rows(0x70, 8, 105, APPENDED, "新住所", 1)
                .rows(0x78, 8, 105, APPENDED, "新条件", 1)
                .rows(0x80, 8, 105, APPENDED, "条件解除", 1)
                .rows(0x88, 8, 105, APPENDED, "備考", 1)
                .rows(0x90, 8, 105, RESERVED, "予備", 1)
                .end();
    }

    /// In a class of their own: an enum's constants are made before its own static fields.
    private static final class Names {

        static final String[] CATEGORY_DATES = {"免許の年月日(二・小・原)", "免許の年月日(他)", "免許の年月日(二種)"};

        static final String[] CLASSES = {
            "大型", "普通", "大特", "大自二", "普自二", "小特", "原付", "け引", "大二", "普二", "大特二", "け引二", "中型", "中二",
            "準中型"
        };
    }
}
