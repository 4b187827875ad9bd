/// ② May this change happen? Consents, certificates, and the verdict on every municipal change.
@NullMarked
package jp.kisai.consent;

import org.jspecify.annotations.NullMarked;
