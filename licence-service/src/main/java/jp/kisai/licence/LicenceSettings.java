package jp.kisai.licence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import jp.kisai.licence.domain.Numbering;

/// The limits of this service.
@ConfigMapping(prefix = "kisai.licence")
public interface LicenceSettings {

    /// PEM file with the key and certificate that sign the answers to municipalities.
    Path signer();

    /// The most versions that one answer shows.
    @WithDefault("100")
    int versionsPerPage();

    /// How many versions of one record are read to answer a question about the past.
    @WithDefault("10000")
    int versionsPerRecord();

    /// New versions of records are numbered above this one. More than 0 only after the database was
    /// set back to an earlier point: higher than any number that the lost time may have given.
    @WithDefault("0")
    long versionsAbove();

    default Numbering numbering() {
        return new Numbering(versionsAbove());
    }

    /// How often the drift is counted for the metric.
    @WithDefault("15")
    int driftCountedEverySeconds();

    /// How many verdicts are read back to find a holder's open duties.
    @WithDefault("1000")
    int verdictsPerHolder();

    /// Fees that no authority has published, in yen.
    Fees fees();

    /// The published most for a change of holding form is 2,550 yen; a larger setting stops the
    /// start.
    interface Fees {

        /// From the licence alone to the card alone.
        @WithDefault("1500")
        int licenceOnlyToCardOnlyYen();

        /// From the licence alone to both.
        @WithDefault("1500")
        int licenceOnlyToBothYen();

        /// From the card alone to the licence alone.
        @WithDefault("2550")
        int cardOnlyToLicenceOnlyYen();

        /// From the card alone to both.
        @WithDefault("2550")
        int cardOnlyToBothYen();

        /// From both to the licence alone.
        @WithDefault("0")
        int bothToLicenceOnlyYen();

        /// From both to the card alone.
        @WithDefault("0")
        int bothToCardOnlyYen();

        /// The report that one of two was lost.
        @WithDefault("0")
        int lossReportYen();

        /// A change of the holder's items at the counter.
        @WithDefault("0")
        int itemsChangeYen();

        /// What a renewal through another prefecture costs more than one at home.
        @WithDefault("550")
        int renewalElsewhereYen();
    }
}
