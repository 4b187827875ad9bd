package jp.kisai.notification.outside;

import java.util.UUID;
import jp.kisai.notification.domain.Letter;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Preference;

/// What is handed to a channel.
///
/// @param id the notice's, also where less of it is left to say
/// @param outcome in one word
public record Envelope(
        UUID id, Notice notice, String outcome, Letter letter, Preference preference) {}
