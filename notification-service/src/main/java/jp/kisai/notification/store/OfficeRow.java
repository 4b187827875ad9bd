package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.Office;
import org.jspecify.annotations.Nullable;

/// A counter; see `V1013__offices.sql`.
@Entity
@Table(name = "office")
public class OfficeRow {

    @Id public String id;
    public String prefecture;
    public String kind;
    public String name;

    @Column(name = "name_easy")
    public String nameEasy;

    @Column(name = "name_english")
    public String nameEnglish;

    @Column(name = "open_on_holidays")
    public boolean openOnHolidays;

    @Column(name = "closed_on")
    public LocalDate[] closedOn;

    @Column(name = "changed_at")
    public @Nullable Instant changedAt;

    static OfficeRow of(Office office, Instant now) {
        OfficeRow row = new OfficeRow();
        row.id = office.id();
        row.prefecture = office.prefecture().digits();
        row.kind = office.kind().name();
        row.name = office.names().getOrDefault(Language.JAPANESE, "");
        row.nameEasy = office.names().getOrDefault(Language.EASY_JAPANESE, "");
        row.nameEnglish = office.names().getOrDefault(Language.ENGLISH, "");
        row.openOnHolidays = office.openOnHolidays();
        row.closedOn = office.closedOn().stream().sorted().toArray(LocalDate[]::new);
        row.changedAt = now;
        return row;
    }

    Office office(List<OfficeHoursRow> hours) {
        return new Office(
                id,
                new PrefectureCode(prefecture),
                Office.Kind.valueOf(kind),
                Map.of(
                        Language.JAPANESE,
                        name,
                        Language.EASY_JAPANESE,
                        nameEasy,
                        Language.ENGLISH,
                        nameEnglish),
                hours.stream().map(OfficeHoursRow::hours).toList(),
                openOnHolidays,
                Set.of(closedOn));
    }
}
