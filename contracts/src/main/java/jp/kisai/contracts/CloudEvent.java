package jp.kisai.contracts;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import jp.kisai.contracts.event.CardProductionRequested;
import jp.kisai.contracts.event.CertificateStatusChanged;
import jp.kisai.contracts.event.CertificateSubmitted;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.DayBalanced;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.event.EncodingOrdered;
import jp.kisai.contracts.event.EncodingReported;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;

/// An event in its envelope: CloudEvents 1.0, structured JSON.
///
/// @param id unique within its source; derived from its cause, so that a replay repeats it
/// @param source who says it
/// @param type what it is
/// @param subject whom it is about; also the record's key
/// @param time when it was said
/// @param prefecture extension attribute `prefecture`: the police responsible, the tenant of
///     metrics and limits
/// @param sequence extension attribute `sequence`: the position among all that this source said of
///     this holder, starting at 1; producers outside the suite leave it out
/// @param data what happened
public record CloudEvent<D extends EventData>(
        UUID id,
        Source source,
        EventType<D> type,
        HolderId subject,
        Instant time,
        PrefectureCode prefecture,
        OptionalLong sequence,
        D data) {

    /// The municipal changes that it is about, in the order in which they came about.
    public List<ChangeKey> changes() {
        return switch (data) {
            case ResidentChanged _ ->
                    source.municipality().map(from -> new ChangeKey(from, id)).stream().toList();
            case ConsentDecided decided -> List.of(decided.change());
            case ChangeAnswered answered -> List.of(answered.change());
            case LicenceChanged changed -> changed.cause().changes();
            case EncodingMoved moved -> moved.changes();
            case NoticeSent sent -> sent.changes();
            case CardProductionRequested _,
                    CertificateStatusChanged _,
                    CertificateSubmitted _,
                    ConsentChanged _,
                    DayBalanced _,
                    EncodingOrdered _,
                    EncodingReported _,
                    RecordRejected _ ->
                    List.of();
        };
    }

    @Override
    public String toString() {
        return type.name() + " " + id;
    }
}
