package jp.kisai.postbox;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the request under way is for the audit trail: nothing, unless an operator or officer asks.
/// It goes where the request goes, from thread to thread.
@RequestScoped
class ActInHand {

    private @Nullable Act act;

    void begin(Act asked) {
        this.act = asked;
    }

    Optional<Act> act() {
        return Optional.ofNullable(act);
    }

    /// Of whatever is done here and now; timers and flows are nobody's request.
    static Optional<Act> ofThisRequest(ActInHand inHand) {
        return Arc.container().requestContext().isActive() ? inHand.act() : Optional.empty();
    }
}
