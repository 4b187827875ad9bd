/// Other people's cryptography: certificates, revocation lists and signed documents, read without
/// trust.
@NullMarked
package jp.kisai.consent.outside;

import org.jspecify.annotations.NullMarked;
