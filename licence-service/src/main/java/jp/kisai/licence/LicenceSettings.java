package jp.kisai.licence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The limits of this service.
@ConfigMapping(prefix = "kisai.licence")
public interface LicenceSettings {

    /// The most versions that one answer shows.
    @WithDefault("100")
    int versionsPerPage();

    /// How many versions of one record are read to answer a question about the past.
    @WithDefault("10000")
    int versionsPerRecord();

    /// How often the drift is counted for the metric.
    @WithDefault("15")
    int driftCountedEverySeconds();
}
