package jp.kisai.cardwriter.domain.chip;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;

/// Licence records for tests.
public final class Licences {

    private Licences() {}

    public static ChipRecord typical() {
        return withAddress("東京都千代田区霞が関二丁目１番２号");
    }

    public static ChipRecord withAddress(String address) {
        return new ChipRecord(
                new LicenceNumber("301234567810"),
                "山田　太郎",
                "ヤマダ　タロウ",
                LocalDate.of(1990, 1, 2),
                address,
                "東京都千代田区霞が関二丁目",
                "東京都公安委員会",
                LocalDate.of(2025, 3, 24),
                LocalDate.of(2030, 2, 2),
                Map.of(
                        LicenceClass.ORDINARY, LocalDate.of(2010, 4, 1),
                        LicenceClass.MOPED, LocalDate.of(2008, 7, 15)),
                List.of("眼鏡等"),
                List.of(),
                ColourBand.GOLD,
                Pictures.NONE);
    }

    static Octets bytes(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 0x5A);
        return Octets.of(bytes);
    }

    /// Every element as long as it may be, every class held.
    public static ChipRecord largest() {
        Map<LicenceClass, LocalDate> classes = new EnumMap<>(LicenceClass.class);
        for (LicenceClass each : LicenceClass.values()) {
            classes.put(each, LocalDate.of(1999, 12, 31).minusDays(classes.size()));
        }
        return new ChipRecord(
                new LicenceNumber("301234567810"),
                "龍".repeat(36),
                "ア".repeat(16),
                LocalDate.of(1926, 12, 25),
                "町".repeat(40),
                "郡".repeat(40),
                "会".repeat(12),
                LocalDate.of(2019, 4, 30),
                LocalDate.of(2019, 5, 1),
                classes,
                List.of("条".repeat(40), "件".repeat(40), "眼鏡等", "限".repeat(40)),
                Collections.nCopies(8, "備".repeat(40)),
                ColourBand.BLUE,
                new Pictures(
                        bytes(2000),
                        List.of(bytes(128), bytes(128), bytes(1), bytes(127), bytes(9))));
    }
}
