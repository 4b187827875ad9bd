package jp.kisai.licence.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jp.kisai.contracts.journey.JourneyStep;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.licence.store.AppliedChanges;
import jp.kisai.licence.store.AppliedRow;
import jp.kisai.licence.store.ProofRow;
import org.jspecify.annotations.Nullable;

/// Stored outcomes as the steps of a journey.
final class Journeys {

    private static final String SERVICE = "licence-service";

    private Journeys() {}

    /// The step of one verdict, and the read-back that brought it onto the chip.
    ///
    /// @param proven what was proven on this holder's chip, lowest version first
    static List<JourneyStep> steps(AppliedRow row, List<ProofRow> proven) {
        List<JourneyStep> steps = new ArrayList<>();
        if (row.applied.length + row.refused.length > 0) {
            steps.add(step(row, row.recordedAt, what(row), dependsOn(row), mustAct(row)));
        }
        Long version = row.version;
        if (version != null) {
            proofOf(version, proven)
                    .ifPresent(
                            proof ->
                                    steps.add(
                                            step(
                                                    row,
                                                    proof.recordedAt,
                                                    "v" + proof.version + " PROVEN_ON_CHIP",
                                                    Map.of("order", proof.orderId.toString()),
                                                    Party.NOBODY)));
        }
        return steps;
    }

    /// Such as `v3 APPLIED ADDRESS`, or `REFUSED ADDRESS NOT_CARD_ONLY`.
    private static String what(AppliedRow row) {
        List<String> words = new ArrayList<>();
        if (row.version != null) {
            words.add("v" + row.version + " APPLIED " + String.join(" ", row.applied));
        }
        for (String refused : row.refused) {
            words.add("REFUSED " + refused);
        }
        return String.join(", ", words);
    }

    private static Map<String, String> dependsOn(AppliedRow row) {
        Map<String, String> facts = new TreeMap<>();
        put(facts, "rules", row.rules);
        put(facts, "consent version", row.consentVersion);
        put(facts, "certificate", row.certificate);
        put(facts, "CRL number", row.crlNumber);
        put(facts, "decision", row.decision);
        put(facts, "revision", row.revision);
        put(facts, "corrects", row.corrects);
        return facts;
    }

    private static void put(Map<String, String> facts, String name, @Nullable Object fact) {
        if (fact != null) {
            facts.put(name, fact.toString());
        }
    }

    /// The first refusal that somebody can do something about names who.
    private static Party mustAct(AppliedRow row) {
        return Arrays.stream(row.refused)
                .map(refused -> Refusal.valueOf(refused.substring(refused.indexOf(' ') + 1)))
                .map(Refusal::mustAct)
                .filter(party -> party != Party.NOBODY)
                .findFirst()
                .orElse(Party.NOBODY);
    }

    private static Optional<ProofRow> proofOf(long version, List<ProofRow> proven) {
        return proven.stream().filter(proof -> proof.version >= version).findFirst();
    }

    private static JourneyStep step(
            AppliedRow row, Instant at, String what, Map<String, String> facts, Party mustAct) {
        return new JourneyStep(AppliedChanges.key(row), SERVICE, at, what, facts, mustAct, null);
    }
}
