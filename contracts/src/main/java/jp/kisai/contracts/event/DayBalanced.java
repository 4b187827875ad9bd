package jp.kisai.contracts.event;

import java.time.LocalDate;
import jp.kisai.contracts.vocabulary.MunicipalityCode;

/// ⑥ One municipality's day in numbers: `received = applied + waiting + refused + duplicate`.
/// The record is signed, in the same header as a municipality's own events.
///
/// @param municipality whose
/// @param day in Asia/Tokyo, by time of receipt
public record DayBalanced(
        MunicipalityCode municipality,
        LocalDate day,
        long received,
        long applied,
        long waiting,
        long refused,
        long duplicate)
        implements EventData {

    public DayBalanced {
        if (received != applied + waiting + refused + duplicate) {
            throw new IllegalArgumentException("a balance must balance");
        }
    }
}
