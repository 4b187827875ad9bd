package jp.kisai.consent.web;

import jakarta.ws.rs.core.Response;
import java.util.Locale;

/// Why a request was not fulfilled (RFC 9457). It names the rule, never the data.
///
/// @param type `urn:kisai:problem:` and the rule, for machines
/// @param title the rule in one word
/// @param detail the narrower rule, or what to do
public record Problem(String type, String title, int status, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE = "urn:kisai:problem:";

    static Problem of(int status, String rule, String detail) {
        return new Problem(
                TYPE + rule.toLowerCase(Locale.ROOT).replace('_', '-'), rule, status, detail);
    }

    static Problem malformed(String detail) {
        return of(400, "MALFORMED", detail);
    }

    /// The same for what is not there and for what the caller may not know to be there.
    static Problem notFound() {
        return of(404, "NOT_FOUND", "There is nothing here, or nothing for you.");
    }

    static Problem ofStatus(int status, String title) {
        return new Problem("about:blank", title, status, "");
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
