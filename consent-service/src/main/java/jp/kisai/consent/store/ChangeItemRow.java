package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import jp.kisai.consent.domain.ItemState;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// One item of a municipal change: the new value, and how far it is decided.
@Entity
@Table(name = "change_items")
@IdClass(ChangeItemRow.Key.class)
class ChangeItemRow {

    @Id UUID change;
    @Id String item;
    String value;
    @Nullable String detail;
    String state;
    @Nullable String why;
    @Nullable Instant waitingUntil;

    record Key(UUID change, String item) {}

    static ChangeItemRow of(UUID change, ItemChange value, ItemState state) {
        ChangeItemRow row = new ChangeItemRow();
        row.change = change;
        row.item = value.item().name();
        switch (value) {
            case ItemChange.Address(MunicipalityCode municipality, String address) ->
                    row.set(address, municipality.digits());
            case ItemChange.Name(String name, String kana) -> row.set(name, kana);
            case ItemChange.BirthDate(LocalDate date) -> row.set(date.toString(), null);
            case ItemChange.Domicile(String domicile) -> row.set(domicile, null);
        }
        switch (state) {
            case ItemState.Undecided _ ->
                    throw new IllegalStateException("what is written has been judged");
            case ItemState.Waiting(Doubt doubt, Instant until) ->
                    row.set("WAITING", doubt.name(), until);
            case ItemState.Granted _ -> row.set("GRANTED", null, null);
            case ItemState.Refused(Refusal refusal) -> row.set("REFUSED", refusal.name(), null);
        }
        return row;
    }

    ItemChange value() {
        return switch (Item.valueOf(item)) {
            case ADDRESS -> new ItemChange.Address(new MunicipalityCode(text(detail)), value);
            case NAME -> new ItemChange.Name(value, text(detail));
            case BIRTH_DATE -> new ItemChange.BirthDate(LocalDate.parse(value));
            case DOMICILE -> new ItemChange.Domicile(value);
        };
    }

    ItemState state() {
        return switch (state) {
            case "WAITING" -> new ItemState.Waiting(Doubt.valueOf(text(why)), waitingUntil);
            case "GRANTED" -> new ItemState.Granted();
            case "REFUSED" -> new ItemState.Refused(Refusal.valueOf(text(why)));
            default -> throw new IllegalStateException("the schema allows three states");
        };
    }

    private void set(String newValue, @Nullable String newDetail) {
        value = newValue;
        detail = newDetail;
    }

    private void set(String newState, @Nullable String newWhy, @Nullable Instant until) {
        state = newState;
        why = newWhy;
        waitingUntil = until;
    }

    private static String text(@Nullable String notNull) {
        return Objects.requireNonNull(notNull);
    }
}
