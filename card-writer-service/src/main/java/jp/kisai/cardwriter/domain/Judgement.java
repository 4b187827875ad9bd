package jp.kisai.cardwriter.domain;

/// What a receipt means for the job it is about.
public sealed interface Judgement {

    record Moved(EncodingJob to) implements Judgement {}

    /// It says what is known already.
    record Repeated() implements Judgement {}

    /// It was overtaken by a later receipt, or by a move of ours.
    record Overtaken() implements Judgement {}

    /// It is about a version that was superseded or cancelled meanwhile: no job moves.
    record Late() implements Judgement {}

    /// As [Late], and it proves what the chip held then. Where nothing newer is proven, it still
    /// does.
    record LateProof(Proof proof) implements Judgement {}

    /// It cannot be true together with what is known. Nothing moves; an operator is told.
    record Contradictory(Contradiction rule) implements Judgement {}

    /// No order of this id was ever made here.
    record UnknownOrder() implements Judgement {}

    enum Contradiction {
        /// The order has another version.
        OTHER_VERSION,
        /// The order never left.
        NEVER_ORDERED,
        /// Encoded before, with another read-back or on another card.
        ENCODED_OTHERWISE,
        /// Failed, though encoded at the only attempt.
        FAILED_AFTER_ENCODED
    }
}
