package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import jp.kisai.notification.domain.Clocks;
import jp.kisai.notification.domain.Clocks.Clock;
import jp.kisai.notification.domain.Clocks.Kind;
import org.jspecify.annotations.Nullable;

/// What is known of one holder that runs out; see `V1012__clocks.sql`.
@Entity
@Table(name = "holder_facts")
public class FactsRow {

    @Id public UUID holder;
    public @Nullable String prefecture;

    @Column(name = "licence_version")
    public @Nullable Long licenceVersion;

    @Column(name = "licence_until")
    public @Nullable LocalDate licenceUntil;

    @Column(name = "licence_runs")
    public boolean licenceRuns;

    @Column(name = "renewal_from")
    public @Nullable LocalDate renewalFrom;

    @Column(name = "on_card")
    public boolean onCard;

    public @Nullable UUID card;

    @Column(name = "card_until")
    public @Nullable LocalDate cardUntil;

    @Column(name = "consent_sequence")
    public @Nullable Long consentSequence;

    @Column(name = "consent_until")
    public @Nullable LocalDate consentUntil;

    @Column(name = "certificate_until")
    public @Nullable LocalDate certificateUntil;

    @Column(name = "deceased_by")
    public @Nullable UUID deceasedBy;

    @Column(name = "renewal_told")
    public short renewalTold;

    @Column(name = "consent_told")
    public short consentTold;

    @Column(name = "certificate_told")
    public short certificateTold;

    @Column(name = "card_told")
    public short cardTold;

    @Column(name = "next_on")
    public @Nullable LocalDate nextOn;

    static FactsRow unknown(UUID holder) {
        FactsRow row = new FactsRow();
        row.holder = holder;
        return row;
    }

    public void licence(LicenceFacts facts) {
        licenceVersion = facts.version().number();
        licenceRuns = facts.runs();
        onCard = facts.onCard();
        if (!facts.until().equals(licenceUntil)) {
            renewalTold = 0;
        }
        licenceUntil = facts.until();
        renewalFrom = facts.renewalFrom();
        if (facts.card() != null && !facts.card().equals(card)) {
            card(card == null ? cardUntil : null);
            card = facts.card();
        }
    }

    /// @param until the last day of the My Number card; nobody knows any more without it
    public void card(@Nullable LocalDate until) {
        if (until == null || !until.equals(cardUntil)) {
            cardTold = 0;
        }
        cardUntil = until;
    }

    public void consent(@Nullable LocalDate until) {
        if (until == null || !until.equals(consentUntil)) {
            consentTold = 0;
        }
        consentUntil = until;
    }

    public void certificate(@Nullable LocalDate until) {
        if (until == null || !until.equals(certificateUntil)) {
            certificateTold = 0;
        }
        certificateUntil = until;
    }

    /// What runs for this holder.
    public Clocks clocks() {
        Map<Kind, Clock> running = new EnumMap<>(Kind.class);
        if (deceasedBy == null) {
            if (licenceRuns) {
                run(running, Kind.RENEWAL, renewalFrom, licenceUntil, renewalTold);
            }
            run(running, Kind.CONSENT, null, consentUntil, consentTold);
            run(running, Kind.CERTIFICATE, null, certificateUntil, certificateTold);
            if (licenceRuns && onCard) {
                run(running, Kind.CARD, null, cardUntil, cardTold);
            }
        }
        return new Clocks(running);
    }

    private static void run(
            Map<Kind, Clock> running,
            Kind kind,
            @Nullable LocalDate opensOn,
            @Nullable LocalDate endsOn,
            short told) {
        if (endsOn != null) {
            running.put(kind, new Clock(kind, opensOn, endsOn, told));
        }
    }

    /// Remembers what was told.
    public void told(Clocks clocks) {
        clocks.running()
                .forEach(
                        (kind, clock) -> {
                            short told = (short) clock.told();
                            switch (kind) {
                                case RENEWAL -> renewalTold = told;
                                case CONSENT -> consentTold = told;
                                case CERTIFICATE -> certificateTold = told;
                                case CARD -> cardTold = told;
                            }
                        });
    }
}
