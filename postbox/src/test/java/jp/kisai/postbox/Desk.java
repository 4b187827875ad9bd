package jp.kisai.postbox;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import jp.kisai.testkit.Tokens;

/// One operator at work; each has a token of their own.
final class Desk {

    private final String token = Tokens.operator();

    ValidatableResponse get(String path) {
        return given().auth().oauth2(token).get("/operations" + path).then();
    }

    /// With a reason, as everything that changes something needs.
    ValidatableResponse post(String path) {
        return post(path, Map.of());
    }

    ValidatableResponse post(String path, Map<String, ?> body) {
        Map<String, Object> reasoned = new HashMap<>(body);
        reasoned.put("reason", "mended in 0.1.1");
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(reasoned)
                .post("/operations" + path)
                .then();
    }

    /// What came of it.
    String replay(UUID letter) {
        return post("/dead-letters/" + letter + "/replay").statusCode(200).extract().path("ending");
    }

    String rehearse(UUID letter) {
        return post("/dead-letters/" + letter + "/replay?rehearsal=true")
                .statusCode(200)
                .extract()
                .path("ending");
    }
}
