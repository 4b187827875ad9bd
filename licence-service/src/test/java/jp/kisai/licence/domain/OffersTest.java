package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.licence.domain.Consequences.Encodings;
import jp.kisai.licence.domain.Consequences.Waiting;
import jp.kisai.licence.domain.PortalServices.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What is open to whom.
class OffersTest {

    /// Source: 鹿児島県警察「マイナ免許証を交付された方へ」, the table of services: ○ or nothing.
    @ParameterizedTest
    @CsvSource({
        "LICENCE_VIEW,    CARD_ONLY, BOTH",
        "ONLINE_COURSE,   CARD_ONLY, BOTH",
        "ONLINE_DOMICILE, CARD_ONLY, -",
        "ONE_STOP,        CARD_ONLY, -",
        "RENEWAL_NOTICE,  CARD_ONLY, BOTH",
    })
    void everyServiceIsOpenToTheFormsOfTheLeaflet(Service service, String card, String both) {
        List<String> open =
                Stream.of(HoldingForm.values())
                        .filter(
                                form ->
                                        PortalServices.refusal(
                                                        service,
                                                        record(form, LicenceState.IN_FORCE),
                                                        Records.TODAY)
                                                .isEmpty())
                        .map(HoldingForm::name)
                        .toList();

        assertEquals(Stream.of(card, both).filter(it -> !it.equals("-")).toList(), open);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyServiceStartsWithACertificateAtThePolice(Service service) {
        assertEquals(
                PortalServices.NextStep.SUBMIT_CERTIFICATE,
                PortalServices.steps(service).getFirst());
    }

    /// Form × standing × day → what is open, by the initials of the procedures: Form, Card, licence
    /// Reissue, Loss, Items, reNewal, Elsewhere, Online course, Domicile. Inside the window (March
    /// 2028), and outside (June 2026). Sources: with each [Rule].
    @ParameterizedTest
    @CsvSource({
        "LICENCE_ONLY, IN_FORCE,  2026-06-01, F.R.I....",
        "CARD_ONLY,    IN_FORCE,  2026-06-01, FCR.I...D",
        "BOTH,         IN_FORCE,  2026-06-01, FCRLI....",
        "LICENCE_ONLY, IN_FORCE,  2028-03-15, F.R.INE..",
        "LICENCE_ONLY, IN_FORCE,  2028-03-16, F.R.IN...",
        "CARD_ONLY,    IN_FORCE,  2028-03-16, FCR.INEOD",
        "BOTH,         IN_FORCE,  2028-03-16, FCRLINEO.",
        "LICENCE_ONLY, SUSPENDED, 2028-03-15, ....INE..",
        "CARD_ONLY,    SUSPENDED, 2028-03-15, ....INEOD",
        "BOTH,         SUSPENDED, 2028-03-15, ....INEO.",
        "LICENCE_ONLY, CANCELLED, 2028-03-15, .........",
        "CARD_ONLY,    CANCELLED, 2028-03-15, .........",
        "BOTH,         CANCELLED, 2028-03-15, .........",
        "LICENCE_ONLY, LAPSED,    2028-03-15, .........",
        "CARD_ONLY,    LAPSED,    2028-03-15, .........",
        "BOTH,         LAPSED,    2028-03-15, .........",
        "LICENCE_ONLY, IN_FORCE,  2028-04-18, .........",
        "CARD_ONLY,    IN_FORCE,  2028-04-18, .........",
        "BOTH,         IN_FORCE,  2028-04-18, .........",
    })
    void everyProcedureIsOpenOrClosedByARule(
            HoldingForm form, LicenceState state, LocalDate today, String open) {
        List<Prospects.Prospect> prospects = Prospects.of(record(form, state), today);

        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < prospects.size(); i++) {
            seen.append(prospects.get(i).refusal().isEmpty() ? "FCRLINEOD".charAt(i) : '.');
        }
        assertEquals(open, seen.toString());
    }

    /// What rests on no authority says so. A new rule must be confirmed, or be added here.
    @Test
    void theUnconfirmedRulesAreThese() {
        assertEquals(
                List.of(Rule.REISSUES_USED_UP),
                Arrays.stream(Rule.values()).filter(it -> !it.basis().confirmed()).toList());
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void everyRuleNamesItsSourceAndWhatIsOpenInstead(Rule rule) {
        assertFalse(rule.basis().source().isBlank());
        assertFalse(rule.instead().japanese().isBlank());
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

    private static LicenceRecord record(HoldingForm form, LicenceState state) {
        Optional<CardReference> card =
                form == HoldingForm.LICENCE_ONLY ? Optional.empty() : Optional.of(Records.CARD);
        return Records.record(Holding.of(form, card), Standing.of(state));
    }
}
