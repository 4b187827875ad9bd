/// Signatures over events and orders: CMS (RFC 5652) with pinned signers.
@NullMarked
package jp.kisai.contracts.signature;

import org.jspecify.annotations.NullMarked;
