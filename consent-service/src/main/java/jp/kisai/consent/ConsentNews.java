package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import jp.kisai.consent.domain.CertificateFacts;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Consent;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.consent.store.ReplacementsTold;
import jp.kisai.consent.store.ReplacementsTold.Replacement;
import jp.kisai.consent.store.Standings;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.postbox.UnitOfWork;

/// Tells how a holder's consent stands, whenever that is different.
@ApplicationScoped
class ConsentNews {

    private final Standings standings;
    private final ReplacementsTold told;
    private final PrefectureCode home;

    ConsentNews(Standings standings, ReplacementsTold told, ConsentSettings settings) {
        this.standings = standings;
        this.told = told;
        this.home = settings.home();
    }

    /// What happened to one holder's consent.
    ///
    /// @param until the first instant at which it counts no longer
    /// @param recalls the changes that were granted on a compromised certificate
    record Piece(
            HolderId holder,
            ConsentChanged.Kind kind,
            Consent consent,
            Instant until,
            List<ChangeKey> recalls) {

        Piece(HolderId holder, ConsentChanged.Kind kind, Consent consent, Instant until) {
            this(holder, kind, consent, until, List.of());
        }

        static Piece of(ConsentRow row, ConsentChanged.Kind kind) {
            Consent consent = row.consent();
            return new Piece(row.holder(), kind, consent, consent.end());
        }

        /// What is recalled, with the holder's consent as it stands.
        static Piece recalling(ConsentRow row, List<ChangeKey> recalls) {
            Consent consent = row.consent();
            Instant withdrawn = consent.withdrawnAt();
            return new Piece(
                    row.holder(),
                    ConsentChanged.Kind.CERTIFICATE_COMPROMISED,
                    consent,
                    withdrawn == null ? consent.end() : withdrawn,
                    recalls);
        }
    }

    /// The holders must be locked by the unit of work.
    Uni<Void> tell(UnitOfWork work, List<Piece> pieces) {
        if (pieces.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return standings
                .beside(work.session(), pieces.stream().map(Piece::holder).toList(), work.now())
                .invoke(
                        beside ->
                                pieces.forEach(
                                        piece ->
                                                send(
                                                        work,
                                                        piece,
                                                        Objects.requireNonNull(
                                                                beside.get(piece.holder())))))
                .replaceWithVoid();
    }

    /// Tells those of these holders whose open consent goes on with one of the certificates that
    /// were just taken in, and who were not told so before.
    Uni<Void> tellOfCertificates(
            UnitOfWork work, Collection<HolderId> holders, Collection<CertificateKey> taken) {
        if (taken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return standings
                .open(work.session(), holders)
                .map(open -> open.stream().filter(row -> row.consent().end().isAfter(work.now())))
                .map(Stream::toList)
                .chain(
                        open ->
                                open.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : tellReplaced(work, open, taken));
    }

    private Uni<Void> tellReplaced(
            UnitOfWork work, List<ConsentRow> open, Collection<CertificateKey> taken) {
        return standings
                .beside(work.session(), open.stream().map(ConsentRow::holder).toList(), work.now())
                .chain(
                        beside ->
                                told.note(work.session(), replacements(open, taken, beside))
                                        .invoke(news -> sendReplaced(work, open, news, beside)))
                .replaceWithVoid();
    }

    private static List<Replacement> replacements(
            List<ConsentRow> open,
            Collection<CertificateKey> taken,
            Map<HolderId, Standings.Beside> beside) {
        List<Replacement> replacements = new ArrayList<>();
        for (ConsentRow row : open) {
            Objects.requireNonNull(beside.get(row.holder()))
                    .certificate()
                    .map(CertificateFacts::key)
                    .filter(taken::contains)
                    .filter(key -> !key.equals(row.consent().certificate()))
                    .ifPresent(
                            key ->
                                    replacements.add(
                                            new Replacement(
                                                    row.holder(), row.consent().version(), key)));
        }
        return replacements;
    }

    private void sendReplaced(
            UnitOfWork work,
            List<ConsentRow> open,
            Collection<HolderId> news,
            Map<HolderId, Standings.Beside> beside) {
        for (ConsentRow row : open) {
            if (news.contains(row.holder())) {
                send(
                        work,
                        Piece.of(row, ConsentChanged.Kind.CERTIFICATE_REPLACED),
                        Objects.requireNonNull(beside.get(row.holder())));
            }
        }
    }

    /// Who is not known here belongs to the police at whose counter the consent was given.
    private void send(UnitOfWork work, Piece piece, Standings.Beside beside) {
        Consent consent = piece.consent();
        work.send(
                EventType.CONSENT_CHANGED,
                piece.holder(),
                beside.prefecture().orElse(home),
                new ConsentChanged(
                        piece.kind(),
                        consent.version(),
                        consent.items().stream().sorted().toList(),
                        consent.start(),
                        piece.until(),
                        beside.certificate().map(CertificateFacts::notAfter).orElse(null),
                        piece.recalls().isEmpty() ? null : piece.recalls()),
                cause(piece, beside));
    }

    /// Each kind happens to a version once, except that its certificate may be replaced, and what
    /// was granted on one be recalled, many times. The day belongs to it: a database that was set
    /// back gives a version's number again, to another consent.
    private static String[] cause(Piece piece, Standings.Beside beside) {
        List<String> cause =
                new ArrayList<>(
                        List.of(
                                "consent-changed",
                                piece.holder().text(),
                                Long.toString(piece.consent().version()),
                                piece.consent().givenAt().toString(),
                                piece.kind().name()));
        if (piece.kind() == ConsentChanged.Kind.CERTIFICATE_REPLACED) {
            CertificateKey key = beside.certificate().orElseThrow().key();
            cause.add(key.authority());
            cause.add(key.serial().text());
        }
        piece.recalls().forEach(change -> cause.add(change.text()));
        return cause.toArray(String[]::new);
    }
}
