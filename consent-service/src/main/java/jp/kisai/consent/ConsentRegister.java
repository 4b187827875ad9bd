package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.kisai.consent.domain.Consent;
import jp.kisai.consent.domain.Consents;
import jp.kisai.consent.outside.Papers;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.consent.store.ConsentStore;
import jp.kisai.consent.store.EvidenceRow;
import jp.kisai.consent.store.Standings;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.UnitOfWork;

/// The versions of a holder's consent: added, replaced by a later one, withdrawn. All of it inside
/// a unit of work that has the holder locked.
@ApplicationScoped
class ConsentRegister {

    private final ConsentStore consents;
    private final Standings standings;
    private final ConsentNews news;

    ConsentRegister(ConsentStore consents, Standings standings, ConsentNews news) {
        this.consents = consents;
        this.standings = standings;
        this.news = news;
    }

    /// The same consent handed in twice is one consent, and was told once.
    Uni<Optional<ConsentRow>> same(
            UnitOfWork work, HolderId holder, Signed<Papers.Paper.Consent> signed) {
        return consents.of(work.session(), holder)
                .map(
                        known ->
                                known.stream()
                                        .filter(row -> isSame(row.consent(), signed))
                                        .findFirst());
    }

    private static boolean isSame(Consent consent, Signed<Papers.Paper.Consent> signed) {
        return consent.givenAt().equals(signed.at())
                && consent.items().equals(signed.paper().items())
                && consent.certificate().equals(signed.key());
    }

    /// The next version. One that started before the newest never becomes the newest; one that was
    /// given before a withdrawal that is known already is ended by it.
    Uni<ConsentRow> add(UnitOfWork work, Signed<Papers.Paper.Consent> signed, String by) {
        Papers.Paper.Consent paper = signed.paper();
        EvidenceRow evidence = signed.evidence(EvidenceRow.Kind.CONSENT, work.now());
        return consents.of(work.session(), paper.holder())
                .chain(
                        rows -> {
                            Consents known =
                                    new Consents(rows.stream().map(ConsentRow::consent).toList());
                            Consent consent =
                                    new Consent(
                                            rows.size() + 1L,
                                            paper.at(),
                                            paper.items(),
                                            signed.key(),
                                            null);
                            ConsentRow row =
                                    ConsentRow.of(
                                            paper.holder(),
                                            consent,
                                            paper.wording(),
                                            signed.id("evidence"),
                                            work.now(),
                                            by);
                            place(row, rows, known);
                            return consents.add(work.session(), row, evidence)
                                    .chain(() -> news.tell(work, pieces(row, known)))
                                    .replaceWith(row);
                        });
    }

    private static void place(ConsentRow row, List<ConsentRow> rows, Consents known) {
        Consent consent = row.consent();
        Optional<Consent> ended = known.withdrawnAfter(consent.givenAt());
        ended.flatMap(
                        one ->
                                rows.stream()
                                        .filter(other -> other.consent().version() == one.version())
                                        .findFirst())
                .ifPresent(row::withdrawnLike);
        if (!known.isLatest(consent)) {
            row.replaced();
        }
    }

    private static List<ConsentNews.Piece> pieces(ConsentRow row, Consents known) {
        if (!row.isOpen()) {
            return List.of();
        }
        ConsentChanged.Kind kind =
                switch (known.beginning(row.consent())) {
                    case GIVEN -> ConsentChanged.Kind.GIVEN;
                    case RENEWED -> ConsentChanged.Kind.RENEWED;
                    case ITEMS_CHANGED -> ConsentChanged.Kind.ITEMS_CHANGED;
                };
        return List.of(ConsentNews.Piece.of(row, kind));
    }

    /// Ends every version that was given before.
    ///
    /// @return how many it ended
    Uni<Integer> withdraw(UnitOfWork work, Signed<Papers.Paper.Withdrawal> signed) {
        HolderId holder = signed.paper().holder();
        EvidenceRow evidence = signed.evidence(EvidenceRow.Kind.WITHDRAWAL, work.now());
        return standings
                .open(work.session(), List.of(holder))
                .chain(
                        open ->
                                consents.withdraw(work.session(), holder, signed.at(), evidence)
                                        .call(() -> news.tell(work, withdrawn(open, signed.at()))));
    }

    private static List<ConsentNews.Piece> withdrawn(List<ConsentRow> open, Instant at) {
        return open.stream()
                .map(ConsentRow::consent)
                .filter(consent -> !consent.givenAt().isAfter(at))
                .map(
                        consent ->
                                new ConsentNews.Piece(
                                        open.getFirst().holder(),
                                        ConsentChanged.Kind.WITHDRAWN,
                                        consent,
                                        at))
                .toList();
    }
}
