package jp.kisai.postbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import jp.kisai.contracts.vocabulary.HolderId;
import org.jspecify.annotations.Nullable;

/// What an operator or officer asks of this service: one request. It knows ids only.
///
/// @param subject the token's subject: who it is stands in Keycloak alone
/// @param act method and path, with the names of its parameters in the place of their values
/// @param on the values that have the form of an id
record Act(UUID request, String role, String subject, String act, Map<String, String> on) {

    private static final JsonMapper JSON = new JsonMapper();

    /// A UUID, a fingerprint, a code in digits, or a topic. Whatever else somebody puts into a
    /// path may be a person's name.
    private static final Pattern ID =
            Pattern.compile(
                    "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
                            + "|[0-9a-f]{64}"
                            + "|[0-9-]{1,10}"
                            + "|([a-z-]{1,40}\\.){1,4}v[0-9]{1,3}");

    static boolean isId(String value) {
        return ID.matcher(value).matches();
    }

    /// The entry for a transaction of this request: that it was committed.
    ///
    /// @param reason as it was given, where one is needed
    String committed(Collection<HolderId> holders, @Nullable String reason) {
        ObjectNode entry = entry("COMMITTED");
        if (!holders.isEmpty()) {
            holders.stream().map(HolderId::text).sorted().forEach(entry.putArray("holders")::add);
        }
        if (reason != null) {
            entry.put("reason", reason);
        }
        return text(entry);
    }

    /// The entry for what it was answered: an HTTP status.
    String answered(int status) {
        return text(entry("ANSWERED").put("status", status));
    }

    private ObjectNode entry(String step) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("step", step).put("request", request.toString());
        entry.put("role", role).put("subject", subject).put("act", act);
        if (!on.isEmpty()) {
            ObjectNode ids = entry.putObject("on");
            on.forEach(ids::put);
        }
        return entry;
    }

    private static String text(ObjectNode entry) {
        try {
            return JSON.writeValueAsString(entry);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts can be written", impossible);
        }
    }
}
