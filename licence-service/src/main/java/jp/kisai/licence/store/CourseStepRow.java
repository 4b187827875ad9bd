package jp.kisai.licence.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing that happened to an online course: see `V1011__online_courses.sql`.
@Entity
@Table(name = "online_course_step")
public class CourseStepRow {

    @Id public UUID id;
    public UUID booking;
    public UUID holder;
    public String step;
    public String course;

    @Column(name = "on_day")
    public LocalDate onDay;

    @Column(name = "valid_until")
    public LocalDate validUntil;

    public @Nullable Long version;
    public String evidence;

    @Column(name = "recorded_at")
    public Instant recordedAt;
}
