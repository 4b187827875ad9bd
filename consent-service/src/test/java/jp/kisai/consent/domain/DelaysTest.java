package jp.kisai.consent.domain;

import static jp.kisai.consent.domain.FactsOf.NOON;
import static jp.kisai.consent.domain.FactsOf.OLD_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.OLD_NAME;
import static jp.kisai.consent.domain.FactsOf.address;
import static jp.kisai.consent.domain.FactsOf.arriving;
import static jp.kisai.consent.domain.FactsOf.domicile;
import static jp.kisai.consent.domain.FactsOf.holder;
import static jp.kisai.consent.domain.FactsOf.name;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static jp.kisai.contracts.vocabulary.Item.NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.junit.jupiter.api.Test;

/// The same life of one holder, told with and without delays: what is decided in the end, and what
/// it rests on, is the same.
///
/// Each life is drawn from a seed: moves and marriages, successor certificates that come at once,
/// late or only after the next change, revocations, a withdrawal, domicile changes submitted before
/// or after, sometimes a death. It is told once as it happened, each piece of news up to two days
/// late, and once a month later, when all of it is known and only the changes are still to come.
class DelaysTest {

    private static final int LIVES = 2_000;
    private static final long FIRST_SEED = 20261123;

    private static final Limits ANY_LIST =
            new Limits(
                    FactsOf.LIMITS.successor(),
                    FactsOf.LIMITS.certificateArrival(),
                    FactsOf.LIMITS.submissionAfter(),
                    FactsOf.LIMITS.submissionBefore(),
                    Duration.ofDays(365),
                    FactsOf.LIMITS.clockSkew(),
                    FactsOf.LIMITS.recheckUnknown(),
                    FactsOf.LIMITS.recheckWaiting());

    @Test
    void alterNothingOfWhatIsDecidedInTheEnd() {
        int decided = 0;
        int granted = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + LIVES; seed++) {
            Life life = new Life(seed);

            Map<String, String> asItHappened = life.toldAsItHappened();
            Map<String, String> aMonthLater = life.toldAMonthLater();

            assertEquals(asItHappened, aMonthLater, "seed " + seed);
            decided += aMonthLater.size();
            granted +=
                    (int)
                            aMonthLater.values().stream()
                                    .filter(words -> words.startsWith("Granted"))
                                    .count();
        }
        assertTrue(granted > decided / 4 && granted < decided, granted + " of " + decided);
    }

    /// One drawn life.
    private static final class Life {

        private final Random random;
        private final List<Change> changes = new ArrayList<>();
        private final List<Instant> told = new ArrayList<>();
        private final Map<CertificateKey, Instant> heard = new HashMap<>();
        private final Set<UUID> used = new HashSet<>();
        private final FactsOf everything = holder(ADDRESS, NAME);
        private String address = OLD_ADDRESS;
        private String name = OLD_NAME;
        private int newest = 1;
        private Instant at = NOON;

        Life(long seed) {
            random = new Random(seed);
            int steps = 1 + random.nextInt(4);
            for (int step = 1; step <= steps; step++) {
                at = at.plus(Duration.ofMinutes(1 + random.nextInt(4_000)));
                happens(step);
            }
            if (random.nextInt(4) == 0) {
                everything.withdrawn(NOON.plus(Duration.ofHours(random.nextInt(100))));
            }
            if (random.nextInt(5) == 0) {
                Instant died = at.plus(Duration.ofDays(5));
                add(arriving(90, ChangeReason.DEATH, died), died);
            }
        }

        private void happens(int number) {
            String step = Character.toString('０' + number);
            switch (random.nextInt(5)) {
                case 0 -> {
                    String town = "鹿児島県" + step;
                    Instant said =
                            random.nextBoolean()
                                    ? at.minus(Duration.ofHours(random.nextInt(48)))
                                    : at.plus(Duration.ofHours(random.nextInt(48)));
                    if (random.nextInt(3) > 0) {
                        everything.submission(town, said);
                    }
                    add(
                            arriving(number, ChangeReason.DOMICILE_TRANSFER, at, domicile(town)),
                            late());
                }
                case 1 -> {
                    name = "鈴木　花子" + step;
                    register(arriving(number, ChangeReason.MARRIAGE, at, name(name)));
                }
                case 2 -> {
                    name = "田中　花子" + step;
                    address = "沖縄県那覇市泉崎" + step;
                    register(
                            arriving(
                                    number,
                                    ChangeReason.MARRIAGE,
                                    at,
                                    address(address),
                                    name(name)));
                }
                default -> {
                    address = "福岡県福岡市中央区天神" + step;
                    register(arriving(number, ChangeReason.MOVE, at, address(address)));
                }
            }
        }

        /// The change revokes the certificate; two times of three a successor follows before the
        /// next change.
        private void register(Change change) {
            add(change, late());
            everything.revoked(newest, RevocationReason.AFFILIATION_CHANGED, at);
            if (random.nextInt(3) > 0) {
                Instant issued = at.plusSeconds(random.nextInt(60));
                everything.certificate(newest + 1, newest, issued, name, address);
                newest++;
                Instant arrival = late();
                Instant earlier = heard.values().stream().max(Instant::compareTo).orElse(NOON);
                heard.put(FactsOf.key(newest), arrival.isAfter(earlier) ? arrival : earlier);
            }
        }

        private Instant late() {
            return at.plus(Duration.ofMinutes(1 + random.nextInt(2_880)));
        }

        /// A holder's changes arrive in the order in which they were said, and so do certificates:
        /// each is one key of one topic.
        private void add(Change change, Instant arrival) {
            changes.add(change);
            told.add(told.isEmpty() || arrival.isAfter(told.getLast()) ? arrival : told.getLast());
        }

        Map<String, String> toldAsItHappened() {
            HolderFacts whole = everything.facts();
            HolderFacts known = knownBy(whole, NOON);
            Map<String, String> verdicts = new TreeMap<>();
            List<Instant> moments =
                    Stream.of(
                                    told.stream(),
                                    whole.certificates().stream().map(this::heardOf),
                                    whole.submissions().stream()
                                            .map(DomicileSubmission::submittedAt),
                                    Stream.of(at.plus(Duration.ofDays(10))))
                            .flatMap(all -> all)
                            .sorted(Comparator.naturalOrder())
                            .distinct()
                            .toList();
            for (Instant moment : moments) {
                known = learned(known, knownBy(whole, moment));
                known = judged(known, moment, verdicts);
                for (int i = 0; i < changes.size(); i++) {
                    if (told.get(i).equals(moment)) {
                        known = judged(known.with(changes.get(i)), moment, verdicts);
                    }
                }
            }
            return verdicts;
        }

        Map<String, String> toldAMonthLater() {
            used.clear();
            Instant now = NOON.plus(Duration.ofDays(45));
            HolderFacts known = everything.facts();
            Map<String, String> verdicts = new TreeMap<>();
            for (Change change : changes) {
                known = judged(known.with(change), now, verdicts);
            }
            return verdicts;
        }

        private Instant heardOf(CertificateFacts certificate) {
            return heard.getOrDefault(certificate.key(), NOON);
        }

        private HolderFacts knownBy(HolderFacts whole, Instant moment) {
            return with(
                    whole,
                    whole.certificates().stream()
                            .filter(one -> !heardOf(one).isAfter(moment))
                            .toList(),
                    whole.submissions().stream()
                            .filter(one -> !one.submittedAt().isAfter(moment))
                            .toList());
        }

        private HolderFacts learned(HolderFacts known, HolderFacts news) {
            List<DomicileSubmission> unused =
                    news.submissions().stream().filter(one -> !used.contains(one.id())).toList();
            return with(known, news.certificates(), unused);
        }

        private static HolderFacts with(
                HolderFacts known,
                List<CertificateFacts> certificates,
                List<DomicileSubmission> submissions) {
            return new HolderFacts(
                    known.presence(),
                    known.residence(),
                    known.consents(),
                    certificates,
                    known.flawed(),
                    known.base(),
                    known.changes(),
                    known.heads(),
                    submissions);
        }

        private HolderFacts judged(HolderFacts known, Instant now, Map<String, String> verdicts) {
            Decisions decisions = Decisions.of(known, ANY_LIST, now);
            used.addAll(decisions.usedSubmissions().keySet());
            for (Decision decision : decisions.verdicts()) {
                decision.items()
                        .forEach(
                                (item, state) ->
                                        verdicts.put(
                                                decision.change().key().text() + " " + item,
                                                words(decision, item, state)));
            }
            return known.after(decisions);
        }

        private static String words(Decision decision, Item item, ItemState state) {
            Evidence evidence = decision.rests().get(item);
            return evidence == null
                    ? ""
                    : String.join(
                            " ",
                            state.toString(),
                            String.valueOf(evidence.consentVersion()),
                            String.valueOf(evidence.certificate()),
                            String.valueOf(evidence.submission()));
        }
    }
}
