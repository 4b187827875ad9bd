package jp.kisai.testkit;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;

/// Access tokens as the realm `kisai` issues them, signed with a key that lives as long as the test
/// JVM.
///
/// [KafkaAndPostgres] makes the service under test trust that key, and no other.
public final class Tokens {

    private static final String ISSUER = "https://tests.kisai.invalid/realms/kisai";
    private static final String AUDIENCE = "kisai";
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final String PRIVATE_KEY = "kisai.tests.token-private-key";
    private static final String PUBLIC_KEY = "kisai.tests.token-public-key";

    private Tokens() {}

    public static String officer() {
        return of("officer");
    }

    /// The citizen's portal, in the name of this holder.
    public static String portal(HolderId holder) {
        return sign(claims(AUDIENCE, Instant.now(), "portal").claim("holder_id", holder.text()));
    }

    public static String operator() {
        return of("operator");
    }

    public static String jpkiGateway() {
        return of("jpki-gateway");
    }

    public static String factory() {
        return of("factory");
    }

    /// A valid token with these realm roles; none at all gives somebody who is known and may do
    /// nothing.
    public static String of(String... roles) {
        return sign(claims(AUDIENCE, Instant.now(), roles));
    }

    /// A valid token with these realm roles and further claims.
    public static String of(Map<String, String> claims, String... roles) {
        JwtClaimsBuilder builder = claims(AUDIENCE, Instant.now(), roles);
        claims.forEach(builder::claim);
        return sign(builder);
    }

    /// Right in everything but whom it is for.
    public static String forAnotherAudience(String... roles) {
        return sign(claims("another-system", Instant.now(), roles));
    }

    /// Right in everything, an hour ago.
    public static String expired(String... roles) {
        return sign(claims(AUDIENCE, Instant.now().minus(Duration.ofHours(1)), roles));
    }

    /// Right in everything but the key that signed it.
    public static String forged(String... roles) {
        return claims(AUDIENCE, Instant.now(), roles).jws().sign(newKeyPair().getPrivate());
    }

    /// The key that verifies these tokens: X.509 SubjectPublicKeyInfo in base64, as
    /// `quarkus.oidc.public-key` wants it.
    static String publicKey() {
        createKeyOnce();
        return System.getProperty(PUBLIC_KEY);
    }

    private static JwtClaimsBuilder claims(String audience, Instant issuedAt, String... roles) {
        return Jwt.claims()
                .issuer(ISSUER)
                .audience(audience)
                .subject(UUID.randomUUID().toString())
                .issuedAt(issuedAt)
                .expiresAt(issuedAt.plus(LIFETIME))
                .claim("realm_access", Map.of("roles", List.of(roles)));
    }

    private static String sign(JwtClaimsBuilder claims) {
        createKeyOnce();
        return claims.jws().sign(privateKey());
    }

    /// In system properties, because the tests and the test resource are loaded by different class
    /// loaders.
    private static void createKeyOnce() {
        synchronized (System.getProperties()) {
            if (System.getProperty(PRIVATE_KEY) == null) {
                KeyPair pair = newKeyPair();
                System.setProperty(PRIVATE_KEY, base64(pair.getPrivate().getEncoded()));
                System.setProperty(PUBLIC_KEY, base64(pair.getPublic().getEncoded()));
            }
        }
    }

    private static PrivateKey privateKey() {
        byte[] encoded = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("the tests' signing key cannot be read", cause);
        }
    }

    private static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("this Java has no RSA", cause);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
