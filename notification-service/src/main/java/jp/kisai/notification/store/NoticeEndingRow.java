package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.notification.domain.Clocks;
import jp.kisai.notification.domain.Outcome.Reminder;

/// One of the ends that a reminder told of.
@Entity
@Table(name = "notice_ending")
@IdClass(NoticeEndingRow.Key.class)
public class NoticeEndingRow {

    public record Key(UUID notice, String clock) {}

    @Id public UUID notice;
    @Id public String clock;

    @Column(name = "ends_on")
    public LocalDate endsOn;

    public short stage;

    static List<NoticeEndingRow> of(UUID notice, Reminder reminder) {
        return reminder.endings().entrySet().stream()
                .map(each -> of(notice, each.getKey(), each.getValue()))
                .toList();
    }

    private static NoticeEndingRow of(UUID notice, Clocks.Kind clock, Reminder.Ending ending) {
        NoticeEndingRow row = new NoticeEndingRow();
        row.notice = notice;
        row.clock = clock.name();
        row.endsOn = ending.endsOn();
        row.stage = (short) ending.stage();
        return row;
    }

    static Map<Clocks.Kind, Reminder.Ending> endings(List<NoticeEndingRow> rows) {
        Map<Clocks.Kind, Reminder.Ending> endings = new EnumMap<>(Clocks.Kind.class);
        rows.forEach(
                row ->
                        endings.put(
                                Clocks.Kind.valueOf(row.clock),
                                new Reminder.Ending(row.endsOn, row.stage)));
        return endings;
    }
}
