package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Set<String> EVERYDAY_CONDITIONS = Set.of("眼鏡等", "補聴器");

    /// Such as 普通車はAT車に限る, or 中型車は中型車(8t)に限る.
    private static final Pattern VEHICLE_CONDITION =
            Pattern.compile("[^、。]*(AT車|[(（][0-9.]{1,3}t[)）])に限る");

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

    /// When the oldest class was granted.
    LocalDate heldSince() {
        return classes.stream()
                .map(HeldClass::grantedOn)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /// Whether a condition may be about the body, beyond glasses or a hearing aid (警視庁 経由地更新). One
    /// that only limits the vehicle is not; one that is not known here may be.
    boolean mayHaveConditionOfBody() {
        return conditions.stream()
                .anyMatch(
                        it ->
                                !EVERYDAY_CONDITIONS.contains(it)
                                        && !VEHICLE_CONDITION.matcher(it).matches());
    }

    Entitlement with(LicenceNumber next) {
        return new Entitlement(
                next, commission, issuedOn, classes, conditions, remarks, colour, photo);
    }

    /// As it is issued again at a renewal.
    Entitlement renewed(LocalDate on, Course course, String newPhoto) {
        return new Entitlement(
                number, commission, on, classes, conditions, remarks, course.colour(), newPhoto);
    }

    public record HeldClass(LicenceClass licenceClass, LocalDate grantedOn) {}

    @Override
    public String toString() {
        return "Entitlement[" + number + "]";
    }
}
