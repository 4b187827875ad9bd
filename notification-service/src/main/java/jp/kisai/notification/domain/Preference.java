package jp.kisai.notification.domain;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a holder wants to be told.
///
/// @param channels tried in this order until one takes the notice; empty for the inbox alone
/// @param mail where mail goes, proven to be the holder's; without it the channel is passed over
public record Preference(Language language, List<Channel> channels, @Nullable MailAddress mail) {

    /// Of whoever has not said otherwise.
    public static final Preference DEFAULT =
            new Preference(Language.JAPANESE, List.of(Channel.PORTAL, Channel.MAIL), null);

    public Preference {
        channels = channels.stream().distinct().toList();
    }

    /// The first channel that is open to this holder and was not tried.
    ///
    /// @param running the channels that this installation has
    public Optional<Channel> next(Collection<Channel> running, Collection<Channel> tried) {
        return channels.stream()
                .filter(running::contains)
                .filter(channel -> !tried.contains(channel))
                .filter(channel -> channel != Channel.MAIL || mail != null)
                .findFirst();
    }

    public Preference withMail(@Nullable MailAddress address) {
        return new Preference(language, channels, address);
    }
}
