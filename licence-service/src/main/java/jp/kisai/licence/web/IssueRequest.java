package jp.kisai.licence.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.licence.LicenceEvents;
import jp.kisai.licence.domain.Entitlement;
import jp.kisai.licence.domain.Holding;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.Standing;
import org.jspecify.annotations.Nullable;

/// A licence to issue: its holder and the whole record, in the fields of ③. A client may leave out
/// what it will, so nothing is taken for present here.
///
/// @param state `IN_FORCE` where it is left out
public record IssueRequest(
        @Nullable HolderId holder,
        @Nullable LicenceNumber number,
        @Nullable String name,
        @Nullable String kana,
        @Nullable LocalDate birthDate,
        @Nullable MunicipalityCode municipality,
        @Nullable String address,
        @Nullable String domicile,
        @Nullable String commission,
        @Nullable LocalDate issuedOn,
        @Nullable LocalDate validUntil,
        @Nullable List<LicenceChanged.HeldClass> classes,
        @Nullable List<String> conditions,
        @Nullable List<String> remarks,
        @Nullable ColourBand colour,
        @Nullable String photo,
        @Nullable HoldingForm form,
        @Nullable LicenceState state,
        @Nullable CardReference card) {

    HolderId ofWhom() {
        return present(holder, "holder");
    }

    /// @throws Refused if anything is missing, contradictory or out of contract
    LicenceRecord record() {
        try {
            return inContract(assembled());
        } catch (IllegalArgumentException contradiction) {
            throw new Refused(Problem.malformed(contradiction));
        }
    }

    private LicenceRecord assembled() {
        return new LicenceRecord(
                new ItemChange.Name(present(name, "name"), present(kana, "kana")),
                new ItemChange.BirthDate(present(birthDate, "birthDate")),
                new ItemChange.Address(
                        present(municipality, "municipality"), present(address, "address")),
                new ItemChange.Domicile(present(domicile, "domicile")),
                new Entitlement(
                        present(number, "number"),
                        present(commission, "commission"),
                        present(issuedOn, "issuedOn"),
                        present(classes, "classes").stream()
                                .map(
                                        it ->
                                                new Entitlement.HeldClass(
                                                        present(it.licenceClass(), "licenceClass"),
                                                        present(it.grantedOn(), "grantedOn")))
                                .toList(),
                        Objects.requireNonNullElse(conditions, List.of()),
                        Objects.requireNonNullElse(remarks, List.of()),
                        present(colour, "colour"),
                        photo),
                present(validUntil, "validUntil"),
                Holding.of(present(form, "form"), Optional.ofNullable(card)),
                Standing.of(Objects.requireNonNullElse(state, LicenceState.IN_FORCE)));
    }

    private LicenceRecord inContract(LicenceRecord record) {
        LicenceEvents.outOfContract(ofWhom(), record)
                .ifPresent(
                        where -> {
                            throw new Refused(Problem.outOfContract(where));
                        });
        return record;
    }

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new Refused(Problem.malformed(field + " is missing"));
        }
        return value;
    }

    @Override
    public String toString() {
        return "IssueRequest[…]";
    }
}
