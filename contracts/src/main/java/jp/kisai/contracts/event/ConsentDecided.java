package jp.kisai.contracts.event;

import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// ② The verdict on one municipal change, item by item.
///
/// @param change which
/// @param revision 1 for the first verdict, one more each time a waiting item is decided
/// @param reason the municipality's reason
/// @param effectiveAt as of when it was judged
/// @param corrects the change that this one corrects or cancels
/// @param items the verdict on each item that this revision decides or leaves waiting; an item that
///     an earlier revision granted or refused does not appear again
/// @param evidence what the verdict rests on
public record ConsentDecided(
        ChangeKey change,
        int revision,
        ChangeReason reason,
        Instant effectiveAt,
        @Nullable ChangeKey corrects,
        List<ItemVerdict> items,
        Evidence evidence)
        implements EventData {

    public ConsentDecided {
        items = List.copyOf(items);
    }

    public sealed interface ItemVerdict {
        Item item();
    }

    /// Yes. The new value is to be applied.
    public record Granted(ItemChange value) implements ItemVerdict {
        @Override
        public Item item() {
            return value.item();
        }
    }

    /// No.
    public record Refused(Item item, Refusal refusal) implements ItemVerdict {}

    /// Cannot know yet.
    ///
    /// @param until when the wait ends by itself; absent where its end hangs on an earlier change's
    public record Waiting(Item item, Doubt doubt, @Nullable Instant until) implements ItemVerdict {}

    /// The identities of the facts that were judged. None of them is personal data in clear.
    ///
    /// @param rules version of the rules
    /// @param consentVersion the holder's consent that was judged, counted from 1
    /// @param certificate last four digits of the certificate's serial
    /// @param crlNumber the revocation list that was consulted
    /// @param crlThisUpdate when that list was issued
    public record Evidence(
            String rules,
            @Nullable Long consentVersion,
            @Nullable String certificate,
            @Nullable String crlNumber,
            @Nullable Instant crlThisUpdate) {}
}
