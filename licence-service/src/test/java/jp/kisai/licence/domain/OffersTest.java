package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.licence.domain.Consequences.Encodings;
import jp.kisai.licence.domain.Consequences.Waiting;
import jp.kisai.licence.domain.PortalServices.Service;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What is open to whom.
class OffersTest {

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyServiceStartsWithACertificateAtThePolice(Service service) {
        assertEquals(
                PortalServices.NextStep.SUBMIT_CERTIFICATE,
                PortalServices.steps(service).getFirst());
    }

    /// Form × procedure → what to bring. Source: 鹿児島県警察 注意点②, よくある質問⑨⑩; 神奈川県警察 注意点2, 3.
    @ParameterizedTest
    @CsvSource({
        "LICENCE_ONLY, HOLDING_FORM_CHANGE, LICENCE MY_NUMBER_CARD FEE",
        "CARD_ONLY,    HOLDING_FORM_CHANGE, MY_NUMBER_CARD FEE",
        "BOTH,         HOLDING_FORM_CHANGE, LICENCE MY_NUMBER_CARD FEE",
        "LICENCE_ONLY, ITEMS_CHANGE, LICENCE RESIDENT_RECORD",
        "CARD_ONLY,    ITEMS_CHANGE, MY_NUMBER_CARD RESIDENT_RECORD",
        "BOTH,         ITEMS_CHANGE, LICENCE MY_NUMBER_CARD RESIDENT_RECORD",
        "CARD_ONLY,    CARD_RECORDING, MY_NUMBER_CARD FEE",
        "BOTH,         LOSS_REPORT, LICENCE MY_NUMBER_CARD LOSS_STATEMENT",
        "LICENCE_ONLY, RENEWAL, LICENCE FEE",
        "CARD_ONLY,    RENEWAL, MY_NUMBER_CARD FEE",
        "BOTH,         RENEWAL, LICENCE MY_NUMBER_CARD FEE",
        "CARD_ONLY,    MUNICIPAL_CHANGE, MY_NUMBER_CARD",
    })
    void saysWhatToBring(HoldingForm form, Procedure procedure, String things) {
        assertEquals(
                things,
                Bring.to(procedure, form).stream()
                        .map(Bring::name)
                        .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "IN_FORCE, APPLIED_WHEN_GRANTED, GO_ON",
        "SUSPENDED, REFUSED_WHEN_GRANTED, HELD",
        "CANCELLED, REFUSED_WHEN_GRANTED, CANCELLED",
        "LAPSED, REFUSED_WHEN_GRANTED, CANCELLED",
    })
    void everyStandingSaysWhatBecomesOfWhatIsUnderWay(
            LicenceState state, Waiting waiting, Encodings encodings) {
        assertEquals(new Consequences(waiting, encodings), Consequences.of(state));
    }
}
