package jp.kisai.consent.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import jp.kisai.consent.domain.Consent;
import jp.kisai.consent.domain.Consents;
import jp.kisai.consent.domain.Coverage;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// Whether an item was consented to at one instant.
///
/// @param refusal why not, if it was not
/// @param consent the version that was in question, if there was any
public record PastConsent(
        Item item,
        Instant at,
        Said answer,
        @Nullable Refusal refusal,
        @Nullable ConsentView consent) {

    public enum Said {
        CONSENTED,
        NOT_CONSENTED
    }

    record Question(Item item, Instant at) {

        static Question of(@Nullable String item, @Nullable String at) {
            if (item == null || at == null) {
                throw new Refused(Problem.malformed("item and at are needed"));
            }
            try {
                return new Question(Item.valueOf(item), Instant.parse(at));
            } catch (IllegalArgumentException | DateTimeException wrong) {
                throw new Refused(Problem.malformed("no such item or instant"));
            }
        }

        /// What is not answered for is refused: neither *yes* nor *no* would be known.
        PastConsent answer(List<ConsentRow> rows, Instant now, int years) {
            Instant first = now.atZone(Consent.TOKYO).minusYears(years).toInstant();
            if (at.isAfter(now) || at.isBefore(first)) {
                throw new Refused(
                        Problem.of(
                                400,
                                "OUT_OF_RANGE",
                                "the past " + years + " years are answered for"));
            }
            Consents consents = new Consents(rows.stream().map(ConsentRow::consent).toList());
            return switch (consents.covers(item, at)) {
                case Coverage.Covered(Consent by) ->
                        new PastConsent(item, at, Said.CONSENTED, null, view(rows, by));
                case Coverage.NotCovered(Refusal refusal, Consent judged) ->
                        new PastConsent(
                                item,
                                at,
                                Said.NOT_CONSENTED,
                                refusal,
                                judged == null ? null : view(rows, judged));
            };
        }

        private static ConsentView view(List<ConsentRow> rows, Consent consent) {
            return rows.stream()
                    .filter(row -> row.consent().version() == consent.version())
                    .map(ConsentView::of)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
