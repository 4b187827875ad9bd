package jp.kisai.notification.store;

import java.time.Instant;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.notification.domain.Standing;
import org.jspecify.annotations.Nullable;

/// A standing as columns: its kind, the refusal or doubt, the deadline, the version.
record StandingColumns(
        String kind, @Nullable String reason, @Nullable Instant until, @Nullable Long version) {

    static StandingColumns of(Standing standing) {
        return switch (standing) {
            case Standing.Granted _ -> new StandingColumns("GRANTED", null, null, null);
            case Standing.Applied(var version) ->
                    new StandingColumns("APPLIED", null, null, version.number());
            case Standing.Refused(var refusal) ->
                    new StandingColumns("REFUSED", refusal.name(), null, null);
            case Standing.Waiting(var doubt, var until) ->
                    new StandingColumns("WAITING", doubt.name(), until, null);
        };
    }

    /// The standing, which must be one of this sort.
    ///
    /// @throws ClassCastException if it is another
    /// @throws IllegalStateException if the columns were not written by [#of]
    <S extends Standing> S as(Class<S> sort) {
        return sort.cast(standing());
    }

    private Standing standing() {
        if (kind.equals("GRANTED")) {
            return new Standing.Granted();
        }
        if (kind.equals("APPLIED") && version != null) {
            return new Standing.Applied(new RecordVersion(version));
        }
        if (kind.equals("REFUSED") && reason != null) {
            return new Standing.Refused(Refusal.valueOf(reason));
        }
        if (kind.equals("WAITING") && reason != null) {
            return new Standing.Waiting(Doubt.valueOf(reason), until);
        }
        throw new IllegalStateException("no such standing: " + kind);
    }
}
