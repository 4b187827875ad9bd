package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.TokyoDate;
import jp.kisai.notification.store.HolderFacts;
import jp.kisai.postbox.Postbox;
import org.jspecify.annotations.Nullable;

/// Until when a My Number card is valid: who reads the card says so, because no record of the suite
/// holds it.
@ApplicationScoped
class CardValidity {

    private final HolderFacts facts;
    private final Postbox postbox;

    CardValidity(HolderFacts facts, Postbox postbox) {
        this.facts = facts;
        this.postbox = postbox;
    }

    /// @param validUntil the last day, as it stands on the card
    public record Card(@Nullable String validUntil) {}

    Uni<Response> say(HolderId holder, @Nullable Card card) {
        LocalDate until = day(card == null ? null : card.validUntil());
        return postbox.transact(
                        List.of(holder),
                        work ->
                                facts.of(work.session(), List.of(holder))
                                        .invoke(
                                                known ->
                                                        known.values()
                                                                .forEach(it -> it.card(until)))
                                        .chain(
                                                known ->
                                                        facts.save(
                                                                work.session(),
                                                                List.copyOf(known.values()),
                                                                TokyoDate.of(work.now()))))
                .replaceWith(Response.noContent().build());
    }

    private static LocalDate day(@Nullable String text) {
        try {
            return LocalDate.parse(text == null ? "" : text);
        } catch (DateTimeParseException notOne) {
            throw Problem.exception(
                    Response.Status.BAD_REQUEST, "validUntil is a day such as 2031-04-05");
        }
    }
}
