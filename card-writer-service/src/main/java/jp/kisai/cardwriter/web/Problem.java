package jp.kisai.cardwriter.web;

import jakarta.ws.rs.core.Response;

/// Why a request was not fulfilled (RFC 9457). It names the rule, never the data.
///
/// @param type `urn:kisai:problem:` and the rule, for machines
/// @param title the same for people
/// @param detail what to do about it
public record Problem(String type, String title, int status, String detail) {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE = "urn:kisai:problem:";

    static Problem malformed(String detail) {
        return new Problem(TYPE + "malformed", "The request cannot be read", 400, detail);
    }

    static Problem noHolder() {
        return new Problem(
                TYPE + "no-holder", "No such holder", 404, "Nobody of this id is known here.");
    }

    static Problem noEncoding() {
        return new Problem(
                TYPE + "no-encoding",
                "No such encoding",
                404,
                "No encoding of this holder has this order id.");
    }

    static Problem notStopped() {
        return new Problem(
                TYPE + "not-stopped",
                "The encoding needs no officer",
                409,
                "Only an encoding in the state OFFICER_NEEDED that holds an order can be ordered"
                        + " again. Nothing was changed.");
    }

    static Problem ended() {
        return new Problem(
                TYPE + "ended",
                "The encoding has come to its end",
                409,
                "It is encoded, superseded or cancelled. Nothing was changed.");
    }

    static Problem ofStatus(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
