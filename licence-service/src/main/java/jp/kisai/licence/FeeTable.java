package jp.kisai.licence;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jp.kisai.licence.domain.Fees;

/// Makes the one table of fees, at the start: a fee that cannot be stops it.
public class FeeTable {

    @Produces
    @Singleton
    @Startup
    Fees fees(LicenceSettings settings) {
        LicenceSettings.Fees fees = settings.fees();
        return new Fees(
                new Fees.Unconfirmed(
                        fees.licenceOnlyToCardOnlyYen(),
                        fees.licenceOnlyToBothYen(),
                        fees.cardOnlyToLicenceOnlyYen(),
                        fees.cardOnlyToBothYen(),
                        fees.bothToLicenceOnlyYen(),
                        fees.bothToCardOnlyYen(),
                        fees.lossReportYen(),
                        fees.itemsChangeYen(),
                        fees.renewalElsewhereYen()));
    }
}
