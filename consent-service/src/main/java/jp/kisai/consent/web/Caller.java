package jp.kisai.consent.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Base64;
import jp.kisai.consent.Counter;
import jp.kisai.contracts.vocabulary.HolderId;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who asks, and of whom they may.
@RequestScoped
public class Caller {

    private static final String HOLDER_CLAIM = "holder_id";

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    Caller(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /// The token's subject, which the identity provider can resolve to a person.
    String subject() {
        return token.getSubject();
    }

    /// The holder that the path names: for officers and operators anyone, for a citizen oneself. A
    /// citizen who asks for another gets the answer that nobody there would get.
    HolderId mayAct(String holder) {
        HolderId asked = holder(holder);
        boolean serves = identity.hasRole("officer") || identity.hasRole("operator");
        if (!serves && !asked.equals(self())) {
            throw new Refused(Problem.notFound());
        }
        return asked;
    }

    /// Where the caller hands something in.
    Counter.Desk desk() {
        return identity.hasRole("officer") ? Counter.Desk.POLICE : Counter.Desk.PORTAL;
    }

    private @Nullable HolderId self() {
        @Nullable String claim = token.getClaim(HOLDER_CLAIM);
        try {
            return claim == null ? null : HolderId.of(claim);
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }

    private static HolderId holder(String text) {
        try {
            return HolderId.of(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(Problem.notFound());
        }
    }

    /// Base64 (RFC 4648 §4) of a document.
    static byte[] decoded(@Nullable String base64) {
        if (base64 == null || base64.isEmpty()) {
            throw new Refused(Problem.malformed("a document in base64 is missing"));
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new Refused(Problem.malformed("not base64"));
        }
    }
}
