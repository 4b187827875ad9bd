package jp.kisai.consent.domain;

import java.time.Instant;
import jp.kisai.contracts.vocabulary.RevocationReason;

/// A certificate counts no longer from an instant on, as a revocation list or the gateway says.
public record Revocation(RevocationReason reason, Instant at) {}
