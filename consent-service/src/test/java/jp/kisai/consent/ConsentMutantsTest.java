package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import jp.kisai.consent.outside.Papers;
import jp.kisai.consent.web.Forms;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/// Ten thousand copies of a valid consent document, each with one other bit flipped, at the very
/// door that the counter uses.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
class ConsentMutantsTest {

    private static final Logger LOG = Logger.getLogger(ConsentMutantsTest.class);
    private static final int MUTANTS = 10_000;
    private static final long SEED = 20_261_123;

    @Inject Verification verification;

    /// Some bits mean nothing, such as those of an unused parameter: what is accepted then must say
    /// the same, by the same certificate.
    @Test
    void noneIsAcceptedWithOtherContentAndNoneEscapes() throws Throwable {
        Person person = Cast.hanako(Town.CHIYODA);
        Instant now = Cast.now();
        Resident resident =
                new Resident(
                        new HolderId(UUID.randomUUID()),
                        person,
                        TrustFiles.jpki().issue(person, now.minus(Duration.ofDays(700))));
        byte[] document = Base64.getDecoder().decode(Forms.consent(resident, now));
        Signed<Papers.Paper.Consent> valid = opened(resident.holder(), document);
        Random random = new Random(SEED);
        BitSet flipped = new BitSet(document.length * Byte.SIZE);
        Map<Declined.Rule, Integer> declined = new EnumMap<>(Declined.Rule.class);
        int same = 0;

        while (flipped.cardinality() < MUTANTS) {
            int bit = random.nextInt(document.length * Byte.SIZE);
            if (!flipped.get(bit)) {
                flipped.set(bit);
                byte[] mutant = document.clone();
                mutant[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
                try {
                    Signed<Papers.Paper.Consent> accepted = opened(resident.holder(), mutant);
                    assertEquals(valid.paper(), accepted.paper(), "bit " + bit);
                    assertEquals(valid.key(), accepted.key(), "bit " + bit);
                    same++;
                } catch (Declined expected) {
                    declined.merge(expected.rule(), 1, Integer::sum);
                }
            }
        }

        LOG.infof(
                "%d mutants of %d bits (seed %d): %s declined, %d say the same",
                MUTANTS, document.length * Byte.SIZE, SEED, declined, same);
        assertEquals(MUTANTS, same + declined.values().stream().mapToInt(Integer::intValue).sum());
    }

    private Signed<Papers.Paper.Consent> opened(HolderId holder, byte[] document) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(
                () -> verification.paper(holder, document, Papers.Paper.Consent.class));
    }
}
