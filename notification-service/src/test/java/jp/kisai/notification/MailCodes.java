package jp.kisai.notification;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.testkit.Tokens;

/// A holder who reads mail, and enters in the portal what was read there.
final class MailCodes {

    private static final Pattern CODE = Pattern.compile("(?:Code: |コード：|番号（ばんごう）：)(\\w{10})");

    private MailCodes() {}

    /// Has a new address proven to be the holder's.
    static String prove(HolderId holder) {
        String address = newAddress();
        wish(holder, address).statusCode(200);
        enter(holder, read(address).getLast()).statusCode(200);
        PortalAndMail.forgetMails(address);
        return address;
    }

    static String newAddress() {
        return "h" + UUID.randomUUID() + "@example.jp";
    }

    static ValidatableResponse wish(HolderId holder, String address) {
        return given().auth()
                .oauth2(Tokens.portal(holder))
                .contentType(ContentType.JSON)
                .body(Map.of("mail", address))
                .when()
                .put("/my/preferences")
                .then();
    }

    static ValidatableResponse enter(HolderId holder, String code) {
        return given().auth()
                .oauth2(Tokens.portal(holder))
                .contentType(ContentType.JSON)
                .body(Map.of("code", code))
                .when()
                .post("/my/preferences/mail-code")
                .then();
    }

    /// The codes that were mailed there, oldest first.
    static List<String> read(String address) {
        return PortalAndMail.mails(address).stream()
                .map(PortalAndMail::text)
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }
}
