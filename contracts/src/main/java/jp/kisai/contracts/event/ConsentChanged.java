package jp.kisai.contracts.event;

import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Item;
import org.jspecify.annotations.Nullable;

/// A holder's consent began, ended or goes on with another certificate.
///
/// Whoever keeps only the newest of these of each holder knows how that holder's consent stands.
///
/// @param kind what happened to it
/// @param version the consent's, counted from 1; a later version takes the place of an earlier one
///     from its own `validFrom` on
/// @param items what this version is given for, never the domicile
/// @param validFrom the first instant at which it counts
/// @param validUntil the first instant at which it counts no longer; for `WITHDRAWN`, when it was
///     withdrawn
/// @param certificateValidUntil the last instant of the holder's current signature certificate;
///     absent if none is known that counts
/// @param recalls with `CERTIFICATE_COMPROMISED`: the changes that were granted on it, oldest first
public record ConsentChanged(
        Kind kind,
        long version,
        List<Item> items,
        Instant validFrom,
        Instant validUntil,
        @Nullable Instant certificateValidUntil,
        @Nullable List<ChangeKey> recalls)
        implements EventData {

    public ConsentChanged {
        items = List.copyOf(items);
        recalls = recalls == null ? null : List.copyOf(recalls);
    }

    public enum Kind {
        /// The first, or the first after all earlier ones had ended.
        GIVEN,
        /// A new version for the same items, while the one before still counted.
        RENEWED,
        /// A new version for other items, while the one before still counted.
        ITEMS_CHANGED,
        /// By the holder, at once.
        WITHDRAWN,
        /// Its ten years are over, and no later version took its place.
        EXPIRED,
        /// Nothing about the consent is different; the holder's signature certificate is.
        CERTIFICATE_REPLACED,
        /// The consent is as before. A certificate on which changes were granted is found to have
        /// been compromised already then; somebody is to look into what is recalled.
        CERTIFICATE_COMPROMISED,
        UNKNOWN
    }
}
