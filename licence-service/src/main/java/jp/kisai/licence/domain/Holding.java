package jp.kisai.licence.domain;

import java.util.Optional;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HoldingForm;

/// How the licence is carried (保有状況): a form that needs a card cannot be built without one.
public sealed interface Holding {

    HoldingForm form();

    /// The card that carries, or is to carry, the licence.
    Optional<CardReference> card();

    /// 運転免許証のみ
    record LicenceOnly() implements Holding {
        @Override
        public HoldingForm form() {
            return HoldingForm.LICENCE_ONLY;
        }

        @Override
        public Optional<CardReference> card() {
            return Optional.empty();
        }
    }

    /// マイナ免許証のみ: the only form for which the one-stop service changes the record (S0 l.9-12, S1
    /// l.24).
    record CardOnly(CardReference reference) implements Holding {
        @Override
        public HoldingForm form() {
            return HoldingForm.CARD_ONLY;
        }

        @Override
        public Optional<CardReference> card() {
            return Optional.of(reference);
        }
    }

    /// 2枚持ち
    record Both(CardReference reference) implements Holding {
        @Override
        public HoldingForm form() {
            return HoldingForm.BOTH;
        }

        @Override
        public Optional<CardReference> card() {
            return Optional.of(reference);
        }
    }

    /// @throws IllegalArgumentException if the form needs a card and there is none, or has one and
    ///     needs none
    static Holding of(HoldingForm form, Optional<CardReference> card) {
        return switch (form) {
            case LICENCE_ONLY -> {
                if (card.isPresent()) {
                    throw new IllegalArgumentException("the form LICENCE_ONLY names no card");
                }
                yield new LicenceOnly();
            }
            case CARD_ONLY -> new CardOnly(needed(card));
            case BOTH -> new Both(needed(card));
        };
    }

    private static CardReference needed(Optional<CardReference> card) {
        return card.orElseThrow(
                () -> new IllegalArgumentException("the forms CARD_ONLY and BOTH name the card"));
    }
}
