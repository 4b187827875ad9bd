package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.contracts.vocabulary.Uuids;
import org.jspecify.annotations.Nullable;

/// Who asks for it, and why.
///
/// @param reason kept for ever, so nothing about a person belongs there
record OperatorRequest(String operator, String reason) {

    /// @param reason why; kept for ever, so nothing about the person belongs here
    public record Justification(@Nullable String reason) {}

    /// A problem (RFC 9457).
    public record Problem(String type, String title, int status, String detail) {}

    /// Goes on only with a reason, and answers otherwise.
    static Uni<Response> justified(
            @Nullable String reason,
            SecurityContext who,
            int longest,
            Function<OperatorRequest, Uni<Response>> then) {
        if (reason == null || reason.isBlank() || reason.length() > longest) {
            return Uni.createFrom()
                    .item(
                            problem(
                                    Response.Status.BAD_REQUEST,
                                    "a reason of at most " + longest + " characters is needed"));
        }
        return then.apply(new OperatorRequest(who.getUserPrincipal().getName(), reason.strip()));
    }

    /// The reason in a body that may be absent.
    static @Nullable String reasonOf(@Nullable Justification justification) {
        return justification == null ? null : justification.reason();
    }

    static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(Uuids.parse(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    static Response problem(Response.Status status, String detail) {
        return problem(status, "about:blank", detail);
    }

    /// A refusal of the rules has a name of its own: `urn:kisai:problem:earlier-unresolved`.
    static Response refused(Enum<?> rule, String detail) {
        return problem(
                Response.Status.CONFLICT,
                "urn:kisai:problem:" + rule.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                detail);
    }

    private static Response problem(Response.Status status, String type, String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem(type, status.getReasonPhrase(), status.getStatusCode(), detail))
                .build();
    }
}
