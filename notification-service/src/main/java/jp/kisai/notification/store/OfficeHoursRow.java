package jp.kisai.notification.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalTime;
import jp.kisai.notification.domain.Office;

/// From when to when a counter takes papers on one sort of day.
@Entity
@Table(name = "office_hours")
@IdClass(OfficeHoursRow.Key.class)
public class OfficeHoursRow {

    public record Key(String office, String day, LocalTime opens) {}

    @Id public String office;
    @Id public String day;
    @Id public LocalTime opens;
    public LocalTime closes;

    static OfficeHoursRow of(String office, Office.Hours hours) {
        OfficeHoursRow row = new OfficeHoursRow();
        row.office = office;
        row.day = hours.day().name();
        row.opens = hours.opens();
        row.closes = hours.closes();
        return row;
    }

    Office.Hours hours() {
        return new Office.Hours(Office.Day.valueOf(day), opens, closes);
    }
}
