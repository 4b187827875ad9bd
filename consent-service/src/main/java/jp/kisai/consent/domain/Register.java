package jp.kisai.consent.domain;

import java.time.LocalDate;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.ItemChange;

/// What the register of residents says of a holder, as far as a certificate would repeat it: the
/// last certificate's items with every authentic change since, consented to or not, folded over
/// them.
///
/// @param gender no municipal event alters it here; a certificate that does is not this one's
///     successor
record Register(
        RegisteredText name,
        Optional<LocalDate> birthDate,
        FourItems.Gender gender,
        RegisteredText address) {

    static Register of(FourItems items) {
        return new Register(items.name(), items.birthDate(), items.gender(), items.address());
    }

    Register after(ItemChange change) {
        return switch (change) {
            case ItemChange.Address(_, String text) ->
                    new Register(name, birthDate, gender, RegisteredText.of(text));
            case ItemChange.Name(String text, _) ->
                    new Register(RegisteredText.of(text), birthDate, gender, address);
            case ItemChange.BirthDate(LocalDate date) ->
                    new Register(name, Optional.of(date), gender, address);
            case ItemChange.Domicile _ -> this;
        };
    }

    boolean agreesWith(FourItems items) {
        return name.agreesWith(items.name())
                && birthDate.equals(items.birthDate())
                && gender == items.gender()
                && address.agreesWith(items.address());
    }

    @Override
    public String toString() {
        return "Register[…]";
    }
}
