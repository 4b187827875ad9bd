package jp.kisai.postbox;

import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.Uuids;
import org.jspecify.annotations.Nullable;

/// Reads which records an operator means.
final class SelectionRequest {

    private SelectionRequest() {}

    /// Empty if something in it can not be read; what is absent excludes nothing.
    static Optional<DeadLetterList.Selection> selection(
            @Nullable String topic,
            @Nullable String cause,
            List<String> ids,
            @Nullable String from,
            @Nullable String until) {
        try {
            Set<UUID> named = new LinkedHashSet<>();
            ids.forEach(id -> named.add(Uuids.parse(id)));
            return Optional.of(
                    new DeadLetterList.Selection(
                            topic == null ? Set.of() : Set.of(topic),
                            cause == null ? Set.of() : EnumSet.of(DeadLetterCause.valueOf(cause)),
                            named,
                            from == null ? null : Instant.parse(from),
                            until == null ? null : Instant.parse(until)));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    static Response unreadable() {
        return OperatorRequest.problem(
                Response.Status.BAD_REQUEST,
                "from and until are instants in UTC, ids are UUIDs, and a cause is one of "
                        + Arrays.toString(DeadLetterCause.values()));
    }
}
