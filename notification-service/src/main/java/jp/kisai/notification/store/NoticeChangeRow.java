package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.MunicipalityCode;

/// One of the changes that a notice is about.
@Entity
@Table(name = "notice_change")
@IdClass(NoticeChangeRow.Key.class)
public class NoticeChangeRow {

    public record Key(UUID notice, short position) {}

    @Id public UUID notice;
    @Id public short position;
    public String producer;

    @Column(name = "change_id")
    public UUID changeId;

    static NoticeChangeRow of(UUID notice, int position, ChangeKey change) {
        NoticeChangeRow row = new NoticeChangeRow();
        row.notice = notice;
        row.position = (short) position;
        row.producer = change.producer().digits();
        row.changeId = change.id();
        return row;
    }

    ChangeKey change() {
        return new ChangeKey(new MunicipalityCode(producer), changeId);
    }
}
