package jp.kisai.consent.store;

import java.time.Instant;
import jp.kisai.contracts.vocabulary.PrefectureCode;

/// Whence a change came: nothing is judged by it.
///
/// @param saidAt when the municipality says that it said it
/// @param receivedAt when it was taken up here
public record ChangeOrigin(PrefectureCode prefecture, Instant saidAt, Instant receivedAt) {}
