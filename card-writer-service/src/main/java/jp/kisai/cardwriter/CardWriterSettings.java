package jp.kisai.cardwriter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import jp.kisai.cardwriter.domain.RetryRules;
import jp.kisai.cardwriter.domain.WorkingCalendar;
import jp.kisai.cardwriter.domain.chip.ChipProfile;

/// The keys and limits of this service. The keys and the factory have no defaults: without them the
/// service does not start.
@ConfigMapping(prefix = "kisai.card-writer")
public interface CardWriterSettings {

    /// PEM file: the RSA-2048 key (PKCS#8) that signs chips and orders, and its certificate.
    Path signer();

    /// Folder with the pictures for chips, each file named by its SHA-256 in lower case
    /// hexadecimal. Without one, no licence whose photograph is for chips can be encoded.
    Optional<Path> photographs();

    Factory factory();

    /// PEM file with the certificates that may sign for J-LIS, which has new cards made: at least
    /// one, and two while its key changes.
    Path jlisCertificate();

    /// Which files are brought onto the chip: `FULL` or `NPA_V010`.
    @WithDefault("FULL")
    ChipProfile profile();

    /// How long a new intent waits for further changes of the same holder before it is ordered.
    @WithDefault("200")
    long gatherForMs();

    /// How soon the factory must accept an order; then it is sent again.
    @WithDefault("60000")
    long acceptWithinMs();

    /// How soon after that the chip must have been read back; then the order is sent again.
    @WithDefault("86400000")
    long encodeWithinMs();

    /// Before the second attempt; doubled before each further one.
    @WithDefault("2000")
    long firstRetryDelayMs();

    @WithDefault("3600000")
    long longestRetryDelayMs();

    /// After so many attempts an officer must look.
    @WithDefault("8")
    int maxAttempts();

    /// How often it is looked what is due.
    @WithDefault("1")
    int dispatchedEverySeconds();

    /// The most orders that one transaction releases.
    @WithDefault("100")
    int ordersPerDispatch();

    /// An encoding that has not moved for so many working days of the factory counts as stuck.
    @WithDefault("3")
    int stuckAfterWorkingDays();

    /// How often open encodings are counted for the metrics.
    @WithDefault("15")
    int countedEverySeconds();

    /// The most encodings that one answer shows, the newest first.
    @WithDefault("100")
    int encodingsPerPage();

    /// Who encodes.
    interface Factory {

        /// As the order's recipient and in the receipts' source: lower case letters, digits and
        /// hyphens.
        String name();

        /// PEM file: the pinned certificates of this factory, at least one. Orders are encrypted
        /// for the one that is valid longest; receipts may be signed by any. Two of them let a
        /// factory change its key without losing an order.
        Path certificate();

        /// PEM file: the certification authorities that a factory's certificate must come from.
        Path trust();

        /// Days on which the factory is closed beside weekends, holidays and 29 December to 3
        /// January: dates such as 2026-08-13, separated by commas.
        Optional<Set<LocalDate>> closedOn();
    }

    default WorkingCalendar calendar() {
        return new WorkingCalendar(factory().closedOn().orElse(Set.of()));
    }

    default RetryRules retryRules() {
        return new RetryRules(
                Duration.ofMillis(gatherForMs()),
                Duration.ofMillis(acceptWithinMs()),
                Duration.ofMillis(encodeWithinMs()),
                Duration.ofMillis(firstRetryDelayMs()),
                Duration.ofMillis(longestRetryDelayMs()),
                maxAttempts());
    }
}
