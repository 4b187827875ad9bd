package jp.kisai.contracts;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import jp.kisai.contracts.event.EventData;
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

    @Override
    public String toString() {
        return type.name() + " " + id;
    }
}
