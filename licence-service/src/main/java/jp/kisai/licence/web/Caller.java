package jp.kisai.licence.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.HolderId;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who asks.
@RequestScoped
public class Caller {

    private static final String OFFICER = "officer";
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

    /// Officers see every record, a citizen the own one.
    boolean maySee(HolderId holder) {
        return isOfficer() || holder().filter(holder::equals).isPresent();
    }

    boolean isOfficer() {
        return identity.hasRole(OFFICER);
    }

    /// The citizen in whose name the portal asks.
    Optional<HolderId> holder() {
        @Nullable String claim = token.getClaim(HOLDER_CLAIM);
        if (claim == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(HolderId.of(claim));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
