package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.List;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import org.jspecify.annotations.Nullable;

/// What the police granted and wrote down, apart from who the holder is and how long it is valid.
///
/// @param commission name of the public safety commission that issued, such as 東京都
/// @param issuedOn 交付年月日
/// @param classes 免許の種類, each at most once
/// @param conditions 免許の条件, in order
/// @param remarks 備考, in order
/// @param photo reference of the photograph, never the picture
public record Entitlement(
        LicenceNumber number,
        String commission,
        LocalDate issuedOn,
        List<HeldClass> classes,
        List<String> conditions,
        List<String> remarks,
        ColourBand colour,
        @Nullable String photo) {

    /// @throws IllegalArgumentException if no class is held, or one twice
    public Entitlement {
        classes = List.copyOf(classes);
        conditions = List.copyOf(conditions);
        remarks = List.copyOf(remarks);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("a licence is for at least one class");
        }
        if (classes.stream().map(HeldClass::licenceClass).distinct().count() < classes.size()) {
            throw new IllegalArgumentException("a class is held once");
        }
    }

    public record HeldClass(LicenceClass licenceClass, LocalDate grantedOn) {}

    @Override
    public String toString() {
        return "Entitlement[" + number + "]";
    }
}
