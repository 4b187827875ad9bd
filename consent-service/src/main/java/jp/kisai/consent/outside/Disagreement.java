package jp.kisai.consent.outside;

/// The engines gave different answers about one certificate: at least one of them is wrong, or
/// somebody has found how to make it so. Says nothing of the certificate.
///
/// @param jdk what the JDK's engine said
/// @param bouncyCastle what Bouncy Castle's said
public record Disagreement(String jdk, String bouncyCastle) {}
