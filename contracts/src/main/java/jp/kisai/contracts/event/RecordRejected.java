package jp.kisai.contracts.event;

import java.util.UUID;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.jspecify.annotations.Nullable;

/// ⑥ A record on a municipality's topic was set aside: it is in the dead-letter topic with its
/// original bytes.
///
/// The envelope's subject is the record's key, or the nil UUID where the key is none.
///
/// @param cause why
/// @param topic where it was
/// @param partition and there
/// @param offset exactly
/// @param claimedId the id that the record claimed, where it could be read
public record RecordRejected(
        DeadLetterCause cause, String topic, int partition, long offset, @Nullable UUID claimedId)
        implements EventData {}
