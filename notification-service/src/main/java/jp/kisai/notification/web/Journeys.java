package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.journey.JourneyStep;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.notification.NotificationSettings;
import jp.kisai.notification.domain.Action;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome;
import jp.kisai.notification.domain.Standing;
import jp.kisai.notification.store.Notices;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The last hop of a change's journey: what its holder was told.
@Path("/journeys/{event}")
@RolesAllowed({"officer", "operator"})
@Tag(name = "journeys")
public class Journeys {

    private final Mutiny.SessionFactory sessions;
    private final Notices notices;
    private final NotificationSettings settings;

    Journeys(Mutiny.SessionFactory sessions, Notices notices, NotificationSettings settings) {
        this.sessions = sessions;
        this.notices = notices;
        this.settings = settings;
    }

    @GET
    @Operation(summary = "What was told of a municipal event, oldest first; empty if nothing was")
    public Uni<List<JourneyStep>> of(@PathParam("event") String event) {
        UUID id = eventId(event);
        return sessions.withStatelessSession(
                        session -> notices.aboutChange(session, id, settings.journeySteps()))
                .map(told -> told.stream().flatMap(notice -> steps(notice, id)).toList());
    }

    private static Stream<JourneyStep> steps(Notice notice, UUID event) {
        return notice.changes().stream()
                .filter(change -> change.id().equals(event))
                .map(
                        change ->
                                new JourneyStep(
                                        change,
                                        "notification-service",
                                        notice.toldAt(),
                                        "TOLD " + NoticeView.word(notice.outcome()),
                                        Map.of(
                                                "notice",
                                                notice.id().toString(),
                                                "channel",
                                                "INBOX"),
                                        Action.mustAct(notice.outcome()),
                                        until(notice)));
    }

    private static @Nullable Instant until(Notice notice) {
        return switch (notice.outcome()) {
            case Outcome.ChangeOutcome change -> until(change.items().values());
            case Outcome.FollowUp followUp -> until(followUp.items().values());
            case Outcome.Encoded _,
                    Outcome.EncodingHeld _,
                    Outcome.EncodingFailed _,
                    Outcome.Reminder _ ->
                    null;
        };
    }

    private static @Nullable Instant until(Collection<? extends Standing> items) {
        return items.stream()
                .filter(Standing.Waiting.class::isInstance)
                .map(standing -> ((Standing.Waiting) standing).until())
                .filter(deadline -> deadline != null)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static UUID eventId(String text) {
        try {
            return Uuids.parse(text);
        } catch (IllegalArgumentException notOne) {
            throw Problem.exception(Response.Status.BAD_REQUEST, "an event id is a UUID");
        }
    }
}
