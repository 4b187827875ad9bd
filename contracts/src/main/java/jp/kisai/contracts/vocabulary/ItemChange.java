package jp.kisai.contracts.vocabulary;

import java.time.LocalDate;

/// One item's new value, whole, as the municipality registered it. `toString()` never shows the
/// value.
public sealed interface ItemChange {

    Item item();

    /// @param municipality where the holder is now registered
    /// @param address the whole address without postal code, as registered; at most 200 characters
    record Address(MunicipalityCode municipality, String address) implements ItemChange {
        @Override
        public Item item() {
            return Item.ADDRESS;
        }

        @Override
        public String toString() {
            return "Address[…]";
        }
    }

    /// @param name family and given name, parted by one full-width space (U+3000)
    /// @param kana the reading in full-width katakana, parted alike
    record Name(String name, String kana) implements ItemChange {
        @Override
        public Item item() {
            return Item.NAME;
        }

        @Override
        public String toString() {
            return "Name[…]";
        }
    }

    record BirthDate(LocalDate birthDate) implements ItemChange {
        @Override
        public Item item() {
            return Item.BIRTH_DATE;
        }

        @Override
        public String toString() {
            return "BirthDate[…]";
        }
    }

    /// @param domicile the whole 本籍 as in the family register; at most 200 characters
    record Domicile(String domicile) implements ItemChange {
        @Override
        public Item item() {
            return Item.DOMICILE;
        }

        @Override
        public String toString() {
            return "Domicile[…]";
        }
    }
}
