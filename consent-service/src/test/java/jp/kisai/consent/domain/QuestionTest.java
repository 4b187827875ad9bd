package jp.kisai.consent.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which question gave which answer.
class QuestionTest {

    @ParameterizedTest
    @EnumSource(Question.class)
    void hasAClause(Question question) {
        assertFalse(question.clause().isBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "ADDRESS,  NO_CONSENT,               CONSENTED",
        "NAME,     CONSENT_EXPIRED,          CONSENTED",
        "ADDRESS,  HOLDER_DECEASED,          HOLDER_IS_THERE",
        "ADDRESS,  SUPERSEDED,               NOTHING_NEWER",
        "NAME,     NEEDS_COUNTER_CHARACTERS, CARRIED",
        "ADDRESS,  CERTIFICATE_COMPROMISED,  BORNE_OUT",
        "ADDRESS,  NOT_KNOWN_IN_TIME,        BORNE_OUT",
        "DOMICILE, NOT_KNOWN_IN_TIME,        SUBMITTED",
        "DOMICILE, NO_SUBMISSION_IN_TIME,    SUBMITTED",
        "ADDRESS,  NOT_CARD_ONLY,            AT_THE_RECORD",
    })
    void refuses(Item item, Refusal refusal, Question question) {
        assertEquals(question, Question.answeredBy(item, new ItemState.Refused(refusal)));
    }

    @ParameterizedTest
    @CsvSource({
        "ADDRESS,  WAITING_FOR_SUCCESSOR,    BORNE_OUT",
        "ADDRESS,  REVOCATION_UNKNOWN,       BORNE_OUT",
        "DOMICILE, REVOCATION_UNKNOWN,       SUBMITTED",
        "DOMICILE, WAITING_FOR_HOLDER,       SUBMITTED",
        "ADDRESS,  BEHIND_EARLIER_CHANGE,    IN_TURN",
        "ADDRESS,  NOT_YET_EFFECTIVE,        IN_EFFECT",
        "ADDRESS,  REASON_UNKNOWN,           REASON_KNOWN",
        "ADDRESS,  CERTIFICATE_UNDETERMINED, BORNE_OUT",
    })
    void doubts(Item item, Doubt doubt, Question question) {
        assertEquals(question, Question.answeredBy(item, new ItemState.Waiting(doubt, null)));
    }

    @ParameterizedTest
    @CsvSource({"ADDRESS, BORNE_OUT", "DOMICILE, SUBMITTED"})
    void grantsOnTheLastQuestion(Item item, Question question) {
        assertEquals(question, Question.answeredBy(item, new ItemState.Granted()));
    }
}
