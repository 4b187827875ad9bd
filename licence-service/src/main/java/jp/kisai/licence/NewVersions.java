package jp.kisai.licence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.kisai.contracts.EventType;
import jp.kisai.licence.store.Licences;
import jp.kisai.licence.store.RecordedVersion;
import jp.kisai.postbox.UnitOfWork;

/// The only way a record changes: a version is added, and everybody is told, in one transaction.
@ApplicationScoped
public class NewVersions {

    private final Licences licences;

    NewVersions(Licences licences) {
        this.licences = licences;
    }

    Uni<Void> add(UnitOfWork work, List<RecordedVersion> versions) {
        return licences.add(work.session(), versions)
                .invoke(() -> versions.forEach(version -> tell(work, version)));
    }

    private static void tell(UnitOfWork work, RecordedVersion version) {
        work.send(
                EventType.LICENCE_CHANGED,
                version.holder(),
                version.licence().record().prefecture(),
                LicenceEvents.changed(version),
                "licence-changed",
                version.holder().text(),
                version.licence().version().toString());
    }
}
