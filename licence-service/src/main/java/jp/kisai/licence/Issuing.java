package jp.kisai.licence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.LicenceChanged.Cause.Kind;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.licence.domain.CurrentLicence;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.Numbering;
import jp.kisai.licence.domain.TokyoTime;
import jp.kisai.licence.store.Licences;
import jp.kisai.licence.store.RecordedVersion;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// Makes the first version of a holder's record.
@ApplicationScoped
public class Issuing {

    private final Postbox postbox;
    private final Licences licences;
    private final NewVersions versions;
    private final Numbering numbering;

    Issuing(Postbox postbox, Licences licences, NewVersions versions, LicenceSettings settings) {
        this.postbox = postbox;
        this.licences = licences;
        this.versions = versions;
        this.numbering = settings.numbering();
    }

    public sealed interface Issue {}

    public record Issued(RecordedVersion version) implements Issue {}

    /// The holder has a record already; it is changed, never issued again.
    public record AlreadyIssued() implements Issue {}

    /// Another holder has this number.
    public record NumberTaken() implements Issue {}

    public Uni<Issue> issue(HolderId holder, LicenceRecord record, String officer) {
        return postbox.transact(
                List.of(holder),
                work ->
                        licences.newest(work.session(), holder)
                                .chain(
                                        found ->
                                                found.isPresent()
                                                        ? Uni.createFrom().item(new AlreadyIssued())
                                                        : issueUnlessNumberTaken(
                                                                work,
                                                                first(
                                                                        work, holder, record,
                                                                        officer))));
    }

    private Uni<Issue> issueUnlessNumberTaken(UnitOfWork work, RecordedVersion version) {
        return licences.isTaken(work.session(), version.licence().record().entitlement().number())
                .chain(
                        taken ->
                                taken
                                        ? Uni.createFrom().item(new NumberTaken())
                                        : versions.add(work, List.of(version))
                                                .replaceWith(new Issued(version)));
    }

    private RecordedVersion first(
            UnitOfWork work, HolderId holder, LicenceRecord record, String officer) {
        Instant issuedAt = TokyoTime.startOf(record.entitlement().issuedOn());
        return new RecordedVersion(
                holder,
                CurrentLicence.issued(record, issuedAt, numbering),
                issuedAt,
                issuedAt,
                work.now(),
                new LicenceChanged.Cause(Kind.ISSUED, List.of(), List.of()),
                "officer " + officer);
    }
}
