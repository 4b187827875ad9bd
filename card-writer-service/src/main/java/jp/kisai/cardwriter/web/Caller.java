package jp.kisai.cardwriter.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jp.kisai.contracts.vocabulary.HolderId;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Of whom the caller may ask: an officer of anyone, a citizen of oneself.
@RequestScoped
public class Caller {

    private static final String HOLDER_CLAIM = "holder_id";

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    Caller(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /// A citizen who asks for another gets the answer that nobody there would get.
    HolderId mayAskOf(String holder) {
        HolderId asked = holder(holder);
        @Nullable String own = token.getClaim(HOLDER_CLAIM);
        if (!identity.hasRole("officer") && !asked.text().equals(own)) {
            throw new Refused(Problem.noHolder());
        }
        return asked;
    }

    private static HolderId holder(String text) {
        try {
            return HolderId.of(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(Problem.noHolder());
        }
    }
}
