package jp.kisai.localstack.doubles;

import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;

/// Real municipalities, each with the address of its own office, so that no resident's home is
/// named.
public enum Town {
    SAPPORO_CHUO("011011", "北海道", "札幌市中央区", "北海道札幌市中央区南三条西１１丁目"),
    SENDAI_AOBA("041017", "宮城県", "仙台市青葉区", "宮城県仙台市青葉区上杉一丁目５番１号"),
    CHIYODA("131016", "東京都", "千代田区", "東京都千代田区九段南一丁目２番１号"),
    SHINJUKU("131041", "東京都", "新宿区", "東京都新宿区歌舞伎町一丁目４番１号"),
    SHIBUYA("131130", "東京都", "渋谷区", "東京都渋谷区宇田川町１番１号"),
    YOKOHAMA_NAKA("141046", "神奈川県", "横浜市中区", "神奈川県横浜市中区日本大通３５番地"),
    YOKOHAMA_ASAHI("141127", "神奈川県", "横浜市旭区", "神奈川県横浜市旭区鶴ケ峰一丁目４番地１２"),
    OSAKA_KITA("271276", "大阪府", "大阪市北区", "大阪府大阪市北区扇町二丁目１番２７号"),
    FUKUOKA_CHUO("401331", "福岡県", "福岡市中央区", "福岡県福岡市中央区大名二丁目５番３１号"),
    KAGOSHIMA("462012", "鹿児島県", "鹿児島市", "鹿児島県鹿児島市山下町１１番１号"),
    MINAMISATSUMA("462209", "鹿児島県", "南さつま市", "鹿児島県南さつま市加世田川畑２６４８番地"),
    NAHA("472018", "沖縄県", "那覇市", "沖縄県那覇市泉崎一丁目１番１号");

    private final String code;
    private final String prefectureName;
    private final String localName;
    private final String officeAddress;

    Town(String code, String prefectureName, String localName, String officeAddress) {
        this.code = code;
        this.prefectureName = prefectureName;
        this.localName = localName;
        this.officeAddress = officeAddress;
    }

    public MunicipalityCode code() {
        return new MunicipalityCode(code);
    }

    public PrefectureCode prefecture() {
        return code().prefecture();
    }

    public String prefectureName() {
        return prefectureName;
    }

    public String localName() {
        return localName;
    }

    public String officeAddress() {
        return officeAddress;
    }

    /// @throws IllegalArgumentException if no town here has the code
    public static Town of(MunicipalityCode code) {
        for (Town town : values()) {
            if (town.code().equals(code)) {
                return town;
            }
        }
        throw new IllegalArgumentException("the simulator plays no municipality " + code);
    }
}
