package jp.kisai.licence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.MunicipalityCode;

/// A licence for the tests of the rules: a holder of 千代田区, card only, in force, valid until 15
/// April 2028.
final class Records {

    static final MunicipalityCode CHIYODA = new MunicipalityCode("131016");
    static final MunicipalityCode KAGOSHIMA = new MunicipalityCode("462012");
    static final CardReference CARD = new CardReference("CARD-0001");
    static final CardReference NEW_CARD = new CardReference("CARD-0002");
    static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    static final Instant NOW = TokyoTime.startOf(TODAY).plusSeconds(3600);
    static final Instant ISSUED = TokyoTime.startOf(LocalDate.of(2024, 4, 1));

    static final ItemChange.Address MOVED = new ItemChange.Address(KAGOSHIMA, "鹿児島県鹿児島市山下町11番1号");
    static final ItemChange.Name MARRIED = new ItemChange.Name("佐藤　花子", "サトウ　ハナコ");
    static final ItemChange.BirthDate BORN_IN_JULY =
            new ItemChange.BirthDate(LocalDate.of(1990, 7, 15));
    static final ItemChange.Domicile TRANSFERRED = new ItemChange.Domicile("鹿児島県鹿児島市");

    /// What no authority has published, as the settings have it by default.
    static final Fees FEES =
            new Fees(new Fees.Unconfirmed(1_500, 1_500, 2_550, 2_550, 0, 0, 0, 0, 550));

    private Records() {}

    static LicenceRecord record() {
        return record(new Holding.CardOnly(CARD), Standing.IN_FORCE);
    }

    static LicenceRecord record(Holding holding, Standing standing) {
        return new LicenceRecord(
                new ItemChange.Name("山田　花子", "ヤマダ　ハナコ"),
                new ItemChange.BirthDate(LocalDate.of(1990, 3, 15)),
                new ItemChange.Address(CHIYODA, "東京都千代田区九段南一丁目2番1号"),
                new ItemChange.Domicile("東京都千代田区"),
                new Entitlement(
                        new LicenceNumber("309012345620"),
                        "東京都",
                        LocalDate.of(2024, 4, 1),
                        List.of(
                                new Entitlement.HeldClass(
                                        LicenceClass.ORDINARY, LocalDate.of(2010, 5, 1))),
                        List.of("眼鏡等"),
                        List.of(),
                        ColourBand.GOLD,
                        null),
                LocalDate.of(2028, 4, 15),
                holding,
                standing);
    }

    static CurrentLicence current(LicenceRecord record) {
        return CurrentLicence.issued(record, ISSUED, Numbering.FROM_ONE);
    }

    static ChangeKey change(int number) {
        return new ChangeKey(CHIYODA, new UUID(0, number));
    }
}
