package jp.kisai.cardwriter;

import static io.restassured.RestAssured.given;

import java.util.List;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.testkit.Tokens;

/// What the service tells of a change's journey.
final class Journeys {

    private Journeys() {}

    static List<String> steps(ChangeKey change) {
        return given().auth()
                .oauth2(Tokens.officer())
                .get("/journeys/{id}", change.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("what", String.class);
    }
}
