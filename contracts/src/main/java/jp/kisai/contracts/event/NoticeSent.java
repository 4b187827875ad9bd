package jp.kisai.contracts.event;

import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;

/// ⑤ The holder was told of an outcome.
///
/// @param notice the notice's id
/// @param outcome what it told
/// @param channel where it went
/// @param changes the municipal changes it is about, oldest first; empty for reminders
public record NoticeSent(UUID notice, Outcome outcome, Channel channel, List<ChangeKey> changes)
        implements EventData {

    public NoticeSent {
        changes = List.copyOf(changes);
    }

    public enum Outcome {
        APPLIED,
        APPLIED_IN_PART,
        WAITING,
        REFUSED,
        ENCODED,
        ENCODING_FAILED,
        /// Something of the holder's runs out: licence, consent, certificate or card.
        REMINDER,
        UNKNOWN
    }

    public enum Channel {
        INBOX,
        PORTAL,
        MAIL,
        UNKNOWN
    }
}
