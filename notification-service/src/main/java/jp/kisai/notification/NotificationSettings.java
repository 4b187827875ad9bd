package jp.kisai.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The limits of notification-service.
@ConfigMapping(prefix = "kisai.notification")
public interface NotificationSettings {

    /// Notices on a page when the caller does not say how many.
    @WithDefault("20")
    int pageNotices();

    /// The most notices a caller can have on one page.
    @WithDefault("100")
    int longestPageNotices();

    /// The most steps that one journey shows.
    @WithDefault("200")
    int journeySteps();
}
