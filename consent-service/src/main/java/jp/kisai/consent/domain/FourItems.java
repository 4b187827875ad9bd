package jp.kisai.consent.domain;

import java.time.LocalDate;
import java.util.Optional;

/// What a signature certificate says of its holder (基本4情報), of which three can change by a
/// municipal event.
///
/// @param birthDate empty where the register itself does not know it (不明)
public record FourItems(
        RegisteredText name, Optional<LocalDate> birthDate, Gender gender, RegisteredText address) {

    public enum Gender {
        MALE,
        FEMALE,
        UNKNOWN
    }

    @Override
    public String toString() {
        return "FourItems[…]";
    }
}
