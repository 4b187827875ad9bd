package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Office;
import org.hibernate.reactive.mutiny.Mutiny;

/// The counters, and when they take papers.
@ApplicationScoped
public class Offices {

    private static final String IN =
            """
            select * from office where prefecture = any(cast(:prefectures as text[]))
            order by prefecture, kind, id""";

    private static final String HOURS =
            "select * from office_hours where office = any(cast(:offices as text[]))";

    private static final String CLOSE = "delete from office_hours where office = :office";

    private static final String REMOVE = "delete from office where id = :office";

    /// Licence centres before police stations.
    public Uni<List<Office>> in(
            Mutiny.StatelessSession session, Collection<PrefectureCode> prefectures) {
        return session.createNativeQuery(IN, OfficeRow.class)
                .setParameter(
                        "prefectures",
                        prefectures.stream().map(PrefectureCode::digits).toArray(String[]::new))
                .getResultList()
                .chain(
                        rows ->
                                session.createNativeQuery(HOURS, OfficeHoursRow.class)
                                        .setParameter(
                                                "offices",
                                                rows.stream()
                                                        .map(row -> row.id)
                                                        .toArray(String[]::new))
                                        .getResultList()
                                        .map(hours -> offices(rows, hours)));
    }

    /// Puts this office in the place of the one of the same id, if there is one.
    public Uni<Void> save(Mutiny.StatelessSession session, Office office, Instant now) {
        List<OfficeHoursRow> hours =
                office.hours().stream().map(each -> OfficeHoursRow.of(office.id(), each)).toList();
        return session.upsert(OfficeRow.of(office, now))
                .chain(
                        () ->
                                session.createNativeQuery(CLOSE)
                                        .setParameter("office", office.id())
                                        .executeUpdate())
                .chain(() -> session.insertMultiple(hours));
    }

    /// Whether there was one.
    public Uni<Boolean> remove(Mutiny.StatelessSession session, String id) {
        return session.createNativeQuery(CLOSE)
                .setParameter("office", id)
                .executeUpdate()
                .chain(
                        () ->
                                session.createNativeQuery(REMOVE)
                                        .setParameter("office", id)
                                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    private static List<Office> offices(List<OfficeRow> rows, List<OfficeHoursRow> hours) {
        Map<String, List<OfficeHoursRow>> hoursOf =
                hours.stream().collect(Collectors.groupingBy(row -> row.office));
        return rows.stream()
                .map(row -> row.office(hoursOf.getOrDefault(row.id, List.of())))
                .toList();
    }
}
