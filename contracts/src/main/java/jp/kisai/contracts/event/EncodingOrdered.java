package jp.kisai.contracts.event;

import java.util.UUID;
import jp.kisai.contracts.vocabulary.RecordVersion;

/// The factory is to bring one record version onto one card.
///
/// @param order derived from the card and the version, so that ordering twice is ordering once
/// @param factory which factory
/// @param version the fencing token: an order with a lower version than one already encoded is void
/// @param envelope the order itself: CMS AuthEnvelopedData (RFC 5083) around CMS SignedData (RFC
///     5652) around the order document, DER in base64
public record EncodingOrdered(UUID order, String factory, RecordVersion version, String envelope)
        implements EventData {}
