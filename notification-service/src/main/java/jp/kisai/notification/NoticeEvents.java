package jp.kisai.notification;

import jp.kisai.contracts.EventType;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Channel;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome;
import jp.kisai.postbox.UnitOfWork;

/// ⑤ Which notice went where.
final class NoticeEvents {

    private NoticeEvents() {}

    /// The same notice over the same channel is the same event.
    static void send(
            UnitOfWork work, Notice notice, PrefectureCode prefecture, NoticeSent.Channel channel) {
        work.send(
                EventType.NOTICE_SENT,
                notice.holder(),
                prefecture,
                new NoticeSent(notice.id(), word(notice.outcome()), channel, notice.changes()),
                notice.id().toString(),
                channel.name());
    }

    static NoticeSent.Channel word(Channel channel) {
        return switch (channel) {
            case PORTAL -> NoticeSent.Channel.PORTAL;
            case MAIL -> NoticeSent.Channel.MAIL;
        };
    }

    static NoticeSent.Outcome word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.ChangeOutcome(var kind, _) ->
                    switch (kind) {
                        case APPLIED -> NoticeSent.Outcome.APPLIED;
                        case APPLIED_IN_PART -> NoticeSent.Outcome.APPLIED_IN_PART;
                        case WAITING, SUBMISSION_NEEDED -> NoticeSent.Outcome.WAITING;
                        case REFUSED -> NoticeSent.Outcome.REFUSED;
                    };
            case Outcome.FollowUp _ -> NoticeSent.Outcome.WAITING;
            case Outcome.Encoded _ -> NoticeSent.Outcome.ENCODED;
            case Outcome.EncodingHeld _ -> NoticeSent.Outcome.WAITING;
            case Outcome.EncodingFailed _ -> NoticeSent.Outcome.ENCODING_FAILED;
            case Outcome.Reminder _ -> NoticeSent.Outcome.REMINDER;
        };
    }
}
