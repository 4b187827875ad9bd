package jp.kisai.contracts.event;

import java.time.LocalDate;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.Uuids;
import org.jspecify.annotations.Nullable;

/// ⑥ One municipality's day in numbers: `received = applied + waiting + refused + duplicate`.
/// The record is signed, in the same header as a municipality's own events.
///
/// A day of which something still waits is balanced again, as a further revision, until nothing of
/// it does. Its subject is the municipality's own id: the balances of one municipality follow each
/// other in their `sequence`.
///
/// @param municipality whose
/// @param day in Asia/Tokyo, by time of receipt
/// @param refused refused or set aside
/// @param revision counted from 1; only the highest of a day counts. Absent means 1
/// @param setAside how many of `refused` are in the dead-letter topic
public record DayBalanced(
        MunicipalityCode municipality,
        LocalDate day,
        long received,
        long applied,
        long waiting,
        long refused,
        long duplicate,
        @Nullable Integer revision,
        @Nullable Long setAside)
        implements EventData {

    public DayBalanced {
        if (received != applied + waiting + refused + duplicate) {
            throw new IllegalArgumentException("a balance must balance");
        }
        if (setAside != null && setAside > refused) {
            throw new IllegalArgumentException("what is set aside is refused");
        }
    }

    /// The subject of a municipality's balances.
    public static HolderId subject(MunicipalityCode municipality) {
        return new HolderId(Uuids.derived("municipality", municipality.digits()));
    }
}
