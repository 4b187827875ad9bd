package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.CardReference;

/// A My Number card as the officer has it in hand.
///
/// Source: 神奈川県警察「マイナ免許証について」 一体化について.
///
/// @param expiresOn its last day
/// @param chipWorks whether the chip answers
public record CardShown(CardReference reference, LocalDate expiresOn, boolean chipWorks) {

    /// Why nothing can be recorded on it.
    Optional<Rule> refusal(LocalDate today) {
        if (expiresOn.isBefore(today)) {
            return Optional.of(Rule.CARD_EXPIRED);
        }
        return chipWorks ? Optional.empty() : Optional.of(Rule.CHIP_BROKEN);
    }
}
