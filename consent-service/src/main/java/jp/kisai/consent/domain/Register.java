package jp.kisai.consent.domain;

import java.time.LocalDate;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.ItemChange;

/// What the register of residents says of a holder, as far as a certificate would repeat it: the
/// last certificate's items with every authentic change since, consented to or not, folded over
/// them.
record Register(RegisteredText name, Optional<LocalDate> birthDate, RegisteredText address) {

    static Register of(FourItems items) {
        return new Register(items.name(), items.birthDate(), items.address());
    }

    Register after(ItemChange change) {
        return switch (change) {
            case ItemChange.Address(_, String text) ->
                    new Register(name, birthDate, RegisteredText.of(text));
            case ItemChange.Name(String text, _) ->
                    new Register(RegisteredText.of(text), birthDate, address);
            case ItemChange.BirthDate(LocalDate date) ->
                    new Register(name, Optional.of(date), address);
            case ItemChange.Domicile _ -> this;
        };
    }

    boolean agreesWith(FourItems items) {
        return name.agreesWith(items.name())
                && birthDate.equals(items.birthDate())
                && address.agreesWith(items.address());
    }

    @Override
    public String toString() {
        return "Register[…]";
    }
}
