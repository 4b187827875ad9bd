package jp.kisai.contracts.event;

import java.time.LocalDate;
import java.util.List;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// ③ A licence record has a new version, complete, with its cause.
public record LicenceChanged(RecordVersion version, Cause cause, Licence licence)
        implements EventData {

    /// @param kind what made the version
    /// @param changes the municipal changes that it carries out, oldest first
    /// @param items which of the holder's items differ from the version before
    public record Cause(Kind kind, List<ChangeKey> changes, List<Item> items) {

        public Cause {
            changes = List.copyOf(changes);
            items = List.copyOf(items);
        }

        public enum Kind {
            ISSUED,
            MUNICIPAL_CHANGE,
            COUNTER,
            HOLDING_FORM,
            RENEWED,
            STATE,
            UNKNOWN
        }
    }

    /// The whole record. `toString()` shows nothing of it.
    ///
    /// @param number 免許証の番号
    /// @param name family and given name, parted by a full-width space
    /// @param kana the reading, in full-width katakana
    /// @param commission name of the public safety commission (公安委員会) that issued, such as 東京都
    /// @param issuedOn 交付年月日
    /// @param validUntil 有効期間の末日: the nominal last day, before weekends and holidays extend it
    /// @param conditions 免許の条件, in order
    /// @param remarks 備考, in order
    /// @param photo reference of the photograph, never the picture
    /// @param card the card that carries, or is to carry, the licence
    public record Licence(
            LicenceNumber number,
            String name,
            String kana,
            LocalDate birthDate,
            MunicipalityCode municipality,
            String address,
            String domicile,
            String commission,
            LocalDate issuedOn,
            LocalDate validUntil,
            List<HeldClass> classes,
            List<String> conditions,
            List<String> remarks,
            ColourBand colour,
            @Nullable String photo,
            HoldingForm form,
            LicenceState state,
            @Nullable CardReference card) {

        public Licence {
            classes = List.copyOf(classes);
            conditions = List.copyOf(conditions);
            remarks = List.copyOf(remarks);
        }

        @Override
        public String toString() {
            return "Licence[" + number + ", " + form + ", " + state + "]";
        }
    }

    public record HeldClass(LicenceClass licenceClass, LocalDate grantedOn) {}
}
