package jp.kisai.cardwriter.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.Encoding;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// Everything that is known of one holder's card, and the one encoding that may be open for it.
///
/// @param record the newest record version that was seen; null before the first
/// @param card the card that the record names
/// @param state the licence's state in that version
/// @param proven what was last read back from the card; null where that is unknown
/// @param lastSent the newest version that ever left for the factory
/// @param clearedAfter the last version before the licence left the card or moved to another: what
///     was encoded for it or an older one is not on this card any more
/// @param replaced the card before this one, which the record names as long as it does not know of
///     the new one
/// @param recalled the changes that are recalled, that this card is not proven to hold, and that no
///     officer has let go on; as long as there is one, no order leaves
/// @param open the open encoding
public record CardDesk(
        HolderId holder,
        @Nullable RecordVersion record,
        @Nullable CardReference card,
        LicenceState state,
        @Nullable Proof proven,
        @Nullable RecordVersion lastSent,
        @Nullable RecordVersion clearedAfter,
        @Nullable CardReference replaced,
        Set<ChangeKey> recalled,
        EncodingJob.@Nullable Open open) {

    public CardDesk {
        recalled = Set.copyOf(recalled);
    }

    /// What follows from something that happened.
    ///
    /// @param moves every move of every job, in order
    /// @param content of the job that was opened, if one was
    public record Step(CardDesk after, List<EncodingJob> moves, @Nullable ChipContent content) {

        public Step {
            moves = List.copyOf(moves);
        }
    }

    /// A desk for a holder of whom nothing is known.
    public static CardDesk unknown(HolderId holder) {
        return new CardDesk(
                holder, null, null, LicenceState.IN_FORCE, null, null, null, null, Set.of(), null);
    }

    /// A new record version. An encoding is opened if, and only if, the chip's content is to differ
    /// from what is proven on it, or what is on it is in doubt because an order is under way. The
    /// newest version wins.
    public Step record(LicenceVersion version, Instant now, RetryRules rules) {
        if (record != null && version.version().compareTo(record) <= 0) {
            return new Step(this, List.of(), null);
        }
        boolean namesTheOld = replaced != null && replaced.equals(version.card());
        return follow(namesTheOld ? version.onto(card) : version, namesTheOld, now, rules);
    }

    /// The licence goes onto a new card, which takes the place of the old one. What was under way
    /// for the old card goes on for the new one; until the record names the new card, what it says
    /// of the old one means the new one.
    public Step replaced(
            CardReference young, LicenceVersion newest, Instant now, RetryRules rules) {
        CardReference old = replaced == null ? card : replaced;
        CardDesk renewed =
                new CardDesk(holder, record, young, state, null, null, null, old, recalled, open);
        return renewed.bring(newest.onto(young), young, new ArrayList<>(), now, rules);
    }

    private Step follow(
            LicenceVersion version, boolean stillReplaced, Instant now, RetryRules rules) {
        CardDesk renewed = renewed(version, stillReplaced);
        List<EncodingJob> moves = new ArrayList<>();
        CardReference target = version.target();
        if (open != null && !open.intent().card().equals(target)) {
            moves.add(open.cancelled());
            renewed = renewed.with(null);
        }
        return target == null
                ? new Step(renewed, moves, null)
                : renewed.bring(version, target, moves, now, rules);
    }

    /// What was read back from the card. Older proof never replaces newer, and none counts from
    /// before the card was cleared, or from a card before this one.
    public CardDesk proven(Proof proof) {
        boolean newer = proven == null || proof.version().compareTo(proven.version()) > 0;
        boolean ofThisCard = card == null || card.text().equals(proof.cardSerial());
        return newer && ofThisCard && isAfter(proof.version(), clearedAfter)
                ? with(proof, lastSent)
                : this;
    }

    /// The open encoding moved to another open state, or ended.
    public CardDesk moved(EncodingJob job) {
        RecordVersion sent =
                job.sent().ever() && isAfter(job.intent().version(), lastSent)
                        ? job.intent().version()
                        : lastSent;
        EncodingJob.Open still =
                switch (job) {
                    case EncodingJob.Open stillOpen -> stillOpen;
                    case EncodingJob.Ended _ -> null;
                };
        CardDesk after = with(proven, sent).with(still);
        return switch (job) {
            case EncodingJob.Encoded encoded ->
                    after.onTheChip(encoded.intent().changes())
                            .proven(
                                    new Proof(
                                            encoded.intent().version(),
                                            encoded.intent().contentSha256(),
                                            encoded.cardSerial()));
            case EncodingJob.Open _, EncodingJob.Superseded _, EncodingJob.Cancelled _ -> after;
        };
    }

    /// Changes are recalled: the open encoding waits for an officer, wherever it stood, and so does
    /// each that is opened from now on. It may bring one of them onto the chip even where it does
    /// not name it, or before the record that does was seen here. What is at the factory cannot be
    /// called back: a matching read-back still closes it.
    ///
    /// @param changes without those that this card is proven to hold
    public Step recall(Collection<ChangeKey> changes) {
        Set<ChangeKey> all = new HashSet<>(recalled);
        all.addAll(changes);
        CardDesk after = recalling(all);
        return all.isEmpty() || open == null || open.waitsForAnOfficer()
                ? new Step(after, List.of(), null)
                : after.moving(open.recalled());
    }

    /// An officer looked into what stopped the encoding. It goes on, and so does all that is
    /// recalled.
    public Step retried(EncodingJob.OfficerNeeded stopped, Instant now) {
        return recalling(Set.of()).moving(stopped.retried(now));
    }

    private Step moving(EncodingJob.Open job) {
        return new Step(moved(job), List.of(job), null);
    }

    /// A sendable job that is due: it goes to the factory, unless something is recalled or the
    /// licence is suspended.
    public EncodingJob.Open release(
            EncodingJob.Sendable job, String readBackSha256, Instant now, RetryRules rules) {
        return unlessStopped(job, job.ordered(readBackSha256, now, rules));
    }

    private EncodingJob.Open unlessStopped(EncodingJob.Sendable job, EncodingJob.Open next) {
        if (!recalled.isEmpty()) {
            return job.recalled();
        }
        return state == LicenceState.SUSPENDED ? job.held() : next;
    }

    private Step bring(
            LicenceVersion version,
            CardReference target,
            List<EncodingJob> moves,
            Instant now,
            RetryRules rules) {
        return switch (version.content()) {
            case Encoding.Encoded<ChipContent>(ChipContent content) ->
                    bringContent(version, target, content, moves, now, rules);
            case Encoding.Refused<ChipContent>(var reason) -> {
                Intent intent = intent(version, target, reason.toString(), moves);
                EncodingJob.Open blocked =
                        new EncodingJob.OfficerNeeded(
                                intent, Sent.NEVER, EncodingFailure.NOT_CARRIED);
                moves.add(blocked);
                yield new Step(with(blocked), moves, null);
            }
        };
    }

    private Step bringContent(
            LicenceVersion version,
            CardReference target,
            ChipContent content,
            List<EncodingJob> moves,
            Instant now,
            RetryRules rules) {
        String sha256 = content.sha256();
        if (open instanceof EncodingJob.WithFactory with
                && with.intent().card().equals(target)
                && with.intent().contentSha256().equals(sha256)) {
            return new Step(with(with.alsoSettling(version.changes())), moves, null);
        }
        if (isProven(sha256)) {
            if (open != null) {
                moves.add(open.superseded());
            }
            return new Step(with(null), moves, null);
        }
        Intent intent = intent(version, target, sha256, moves);
        EncodingJob.Queued queued =
                new EncodingJob.Queued(intent, Sent.NEVER, now.plus(rules.gatherFor()));
        EncodingJob.Open opened = unlessStopped(queued, queued);
        moves.add(opened);
        return new Step(with(opened), moves, content);
    }

    /// A new intent, which takes the place of the open one and its changes with it.
    private Intent intent(
            LicenceVersion version, CardReference target, String sha256, List<EncodingJob> moves) {
        List<ChangeKey> changes = new ArrayList<>();
        if (open != null) {
            moves.add(open.superseded());
            changes.addAll(open.intent().changes());
        }
        return new Intent(holder, version.prefecture(), target, version.version(), sha256, changes)
                .alsoSettling(version.changes());
    }

    /// On the chip, and no order under way that could still alter it.
    private boolean isProven(String sha256) {
        return proven != null
                && proven.contentSha256().equals(sha256)
                && !isAfter(lastSent, proven.version());
    }

    /// Another card, or a licence taken off it, makes unknown what the chip holds.
    private CardDesk renewed(LicenceVersion version, boolean stillReplaced) {
        boolean same = card != null && card.equals(version.card());
        boolean keeps = same && version.form() != HoldingForm.LICENCE_ONLY;
        return new CardDesk(
                holder,
                version.version(),
                version.card(),
                version.state(),
                keeps ? proven : null,
                keeps ? lastSent : null,
                keeps ? clearedAfter : record,
                stillReplaced ? replaced : null,
                recalled,
                open);
    }

    private CardDesk onTheChip(List<ChangeKey> changes) {
        Set<ChangeKey> left = new HashSet<>(recalled);
        left.removeAll(Set.copyOf(changes));
        return recalling(left);
    }

    private CardDesk with(@Nullable Proof proof, @Nullable RecordVersion sent) {
        return new CardDesk(
                holder, record, card, state, proof, sent, clearedAfter, replaced, recalled, open);
    }

    private CardDesk recalling(Set<ChangeKey> all) {
        return new CardDesk(
                holder, record, card, state, proven, lastSent, clearedAfter, replaced, all, open);
    }

    private CardDesk with(EncodingJob.@Nullable Open job) {
        return new CardDesk(
                holder,
                record,
                card,
                state,
                proven,
                lastSent,
                clearedAfter,
                replaced,
                recalled,
                job);
    }

    private static boolean isAfter(@Nullable RecordVersion left, @Nullable RecordVersion right) {
        return left != null && (right == null || left.compareTo(right) > 0);
    }
}
