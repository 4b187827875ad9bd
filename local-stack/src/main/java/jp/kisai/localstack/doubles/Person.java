package jp.kisai.localstack.doubles;

import java.time.LocalDate;

/// An invented person, as a municipality's register has one. `toString()` shows nothing of it.
///
/// @param gender 1 male, 2 female, 3 unknown, as in the JPKI profile
public record Person(
        String name,
        String kana,
        LocalDate birthDate,
        int gender,
        Town town,
        String address,
        String domicile) {

    public Person movedTo(Town newTown, String newAddress) {
        return new Person(name, kana, birthDate, gender, newTown, newAddress, domicile);
    }

    public Person renamed(String newName, String newKana) {
        return new Person(newName, newKana, birthDate, gender, town, address, domicile);
    }

    public Person born(LocalDate corrected) {
        return new Person(name, kana, corrected, gender, town, address, domicile);
    }

    @Override
    public String toString() {
        return "Person[" + town + "]";
    }
}
