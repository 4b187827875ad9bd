package jp.kisai.cardwriter.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import jp.kisai.cardwriter.domain.chip.CertificateText;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.Encoding;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import org.jspecify.annotations.Nullable;

/// Whether the licence is recorded on a new card while the factory makes it (継続利用, from
/// 2025-09-01).
///
/// Three conditions: a signature certificate was submitted to the police before, whatever became of
/// it since (decision 0038); the card was applied for online; a signature certificate was asked for
/// on it. And what the police publish as excluded. What is not known counts as *no*: the licence
/// can always be recorded at a counter, and one that is wrongly recorded cannot be taken back.
public sealed interface AutoRecording {

    /// The first day on which applications are recorded.
    LocalDate FROM = LocalDate.of(2025, 9, 1);

    /// The licence goes onto the new card.
    record Recorded() implements AutoRecording {}

    /// It does not; each of these stands in the way.
    record NotRecorded(Set<Obstacle> obstacles) implements AutoRecording {

        public NotRecorded {
            obstacles = Set.copyOf(obstacles);
        }
    }

    enum Obstacle {
        /// The holder is not known to have submitted a signature certificate at the police.
        CERTIFICATE_NOT_SUBMITTED,
        /// By post, at a counter or a photo booth, or for express issue.
        NOT_APPLIED_ONLINE,
        /// No signature certificate was asked for on the new card.
        CERTIFICATE_NOT_WANTED,
        /// The old card was lost or is damaged, or why it is replaced is not known.
        CARD_LOST_OR_DAMAGED,
        /// The number that the applicant typed is not the recorded one.
        OTHER_LICENCE_NUMBER,
        /// The holder has no licence on a card.
        NO_LICENCE_ON_CARD,
        LICENCE_SUSPENDED,
        LICENCE_CANCELLED,
        LICENCE_LAPSED,
        /// The name or the address has a character that the signature certificate replaces.
        NAME_NOT_IN_CERTIFICATE,
        /// The record has something that the chip cannot carry.
        NOT_CARRIED_BY_CHIP,
        /// Applied for before the first day.
        NOT_YET_IN_FORCE
    }

    /// The holder's licence as the newest record version has it.
    ///
    /// @param content what the chip is to hold; null if the chip cannot carry it
    record Licence(
            LicenceNumber number,
            HoldingForm form,
            LicenceState state,
            LocalDate validUntil,
            boolean nameInCertificate,
            @Nullable ChipContent content) {

        /// @param name and address as in the register
        public static Licence of(
                LicenceNumber number,
                HoldingForm form,
                LicenceState state,
                LocalDate validUntil,
                List<String> name,
                Encoding<ChipContent> encoding) {
            return new Licence(
                    number,
                    form,
                    state,
                    validUntil,
                    name.stream().allMatch(CertificateText::carries),
                    encoding instanceof Encoding.Encoded<ChipContent>(ChipContent content)
                            ? content
                            : null);
        }
    }

    /// What is known of a holder.
    ///
    /// @param licence null if no record was ever seen
    /// @param certificateSubmitted whether the holder ever submitted a signature certificate at the
    ///     police
    record Standing(@Nullable Licence licence, boolean certificateSubmitted) {

        public static final Standing UNKNOWN = new Standing(null, false);
    }

    /// What the application for the new card says.
    record Application(
            boolean online,
            boolean certificateWanted,
            boolean replacesAWorkingCard,
            LicenceNumber typed) {}

    static AutoRecording judge(Standing standing, Application application, Instant now) {
        Set<Obstacle> obstacles = readiness(standing, now);
        note(obstacles, Obstacle.NOT_APPLIED_ONLINE, !application.online());
        note(obstacles, Obstacle.CERTIFICATE_NOT_WANTED, !application.certificateWanted());
        note(obstacles, Obstacle.CARD_LOST_OR_DAMAGED, !application.replacesAWorkingCard());
        Licence licence = standing.licence();
        note(
                obstacles,
                Obstacle.OTHER_LICENCE_NUMBER,
                licence != null && !licence.number().equals(application.typed()));
        return obstacles.isEmpty() ? new Recorded() : new NotRecorded(obstacles);
    }

    /// What stands in the way whatever the application will say: the answer for a holder who has
    /// not applied yet.
    static Set<Obstacle> readiness(Standing standing, Instant now) {
        Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
        LocalDate today = LocalDate.ofInstant(now, ZoneId.of("Asia/Tokyo"));
        note(obstacles, Obstacle.NOT_YET_IN_FORCE, today.isBefore(FROM));
        note(obstacles, Obstacle.CERTIFICATE_NOT_SUBMITTED, !standing.certificateSubmitted());
        Licence licence = standing.licence();
        if (licence == null || licence.form() == HoldingForm.LICENCE_ONLY) {
            obstacles.add(Obstacle.NO_LICENCE_ON_CARD);
            return obstacles;
        }
        switch (licence.state()) {
            case IN_FORCE -> note(obstacles, Obstacle.LICENCE_LAPSED, isOver(licence, today));
            case SUSPENDED -> obstacles.add(Obstacle.LICENCE_SUSPENDED);
            case CANCELLED -> obstacles.add(Obstacle.LICENCE_CANCELLED);
            case LAPSED -> obstacles.add(Obstacle.LICENCE_LAPSED);
        }
        note(obstacles, Obstacle.NAME_NOT_IN_CERTIFICATE, !licence.nameInCertificate());
        note(obstacles, Obstacle.NOT_CARRIED_BY_CHIP, licence.content() == null);
        return obstacles;
    }

    private static boolean isOver(Licence licence, LocalDate today) {
        return today.isAfter(licence.validUntil());
    }

    private static void note(Set<Obstacle> obstacles, Obstacle obstacle, boolean stands) {
        if (stands) {
            obstacles.add(obstacle);
        }
    }
}
