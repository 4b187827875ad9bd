package jp.kisai.consent.domain;

import java.time.Duration;

/// How long the rules wait, and for whom.
///
/// @param successor until when after a change its successor certificate must have been issued
/// @param certificateArrival how much later than its issue a certificate may still reach us
/// @param submissionAfter until when after a domicile change the holder must have submitted it
/// @param submissionBefore how long before the municipality's event a submission may lie
/// @param listMaxAge how old a revocation list may be, whatever it says of itself
/// @param clockSkew how far two clocks may differ
/// @param recheckUnknown how soon to look again whether a revocation can be known now
/// @param recheckWaiting how soon to look again at any other wait, should the news that ends it
///     have been missed
public record Limits(
        Duration successor,
        Duration certificateArrival,
        Duration submissionAfter,
        Duration submissionBefore,
        Duration listMaxAge,
        Duration clockSkew,
        Duration recheckUnknown,
        Duration recheckWaiting) {}
