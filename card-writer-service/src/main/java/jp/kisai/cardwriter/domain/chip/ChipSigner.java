package jp.kisai.cardwriter.domain.chip;

import java.util.function.UnaryOperator;

/// The key that signs chips, and how chips name it.
///
/// @param signature SHA-256 with RSA-2048, PKCS#1 v1.5: 256 bytes \[1\]
/// @param serial of its certificate
/// @param issuer 発行者名
/// @param subject 主体者名
/// @param subjectKeyId 主体者鍵識別子
public record ChipSigner(
        UnaryOperator<Octets> signature,
        String serial,
        String issuer,
        String subject,
        Octets subjectKeyId) {}
