package jp.kisai.consent.domain;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.jspecify.annotations.Nullable;

/// Builds the facts of one holder, sentence by sentence.
final class FactsOf {

    static final Instant NOON = Instant.parse("2026-11-23T03:00:00Z");
    static final MunicipalityCode CHIYODA = new MunicipalityCode("131016");
    static final MunicipalityCode KAGOSHIMA = new MunicipalityCode("462012");
    static final String OLD_ADDRESS = "東京都千代田区九段南一丁目２番１号";
    static final String NEW_ADDRESS = "鹿児島県鹿児島市山下町１１番１号";
    static final String THIRD_ADDRESS = "沖縄県那覇市泉崎一丁目１番１号";
    static final String OLD_NAME = "山田　花子";
    static final String NEW_NAME = "鈴木　花子";

    /// CN=test
    static final String POINT = "300f310d300b06035504030c0474657374";

    static final LocalDate BORN = LocalDate.of(1990, 1, 2);
    static final Limits LIMITS =
            new Limits(
                    Duration.ofDays(90),
                    Duration.ofDays(3),
                    Duration.ofDays(90),
                    Duration.ofDays(30),
                    Duration.ofHours(48),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofHours(24));
    static final Set<Item> ALL = Set.of(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);

    private static final String AUTHORITY = "anchor";
    private static final int YEARS_VALID = 5;

    private final List<Consent> consents = new ArrayList<>();
    private final List<CertificateFacts> certificates = new ArrayList<>();
    private final List<DomicileSubmission> submissions = new ArrayList<>();
    private final List<FlawedCertificate> flawed = new ArrayList<>();

    private FactsOf() {}

    /// A holder of certificate 1 (two years old, old items) who consented to the items a year ago.
    static FactsOf holder(Item... consented) {
        FactsOf facts = new FactsOf();
        facts.certificate(1, null, NOON.minus(Duration.ofDays(700)), OLD_NAME, OLD_ADDRESS);
        if (consented.length > 0) {
            facts.consent(NOON.minus(Duration.ofDays(365)), Set.of(consented));
        }
        return facts;
    }

    static FactsOf nobody() {
        return new FactsOf();
    }

    FactsOf consent(Instant givenAt, Set<Item> items) {
        consents.add(new Consent(consents.size() + 1L, givenAt, items, key(1), null));
        return this;
    }

    FactsOf withdrawn(Instant at) {
        List<Consent> ended = consents.stream().map(one -> one.withdrawn(at)).toList();
        consents.clear();
        consents.addAll(ended);
        return this;
    }

    FactsOf certificate(
            int serial,
            @Nullable Integer predecessor,
            Instant notBefore,
            String name,
            String address) {
        return certificate(
                serial,
                predecessor,
                notBefore,
                new FourItems(
                        RegisteredText.of(name),
                        Optional.of(BORN),
                        FourItems.Gender.FEMALE,
                        RegisteredText.of(address)));
    }

    FactsOf certificate(
            int serial, @Nullable Integer predecessor, Instant notBefore, FourItems items) {
        certificates.add(
                new CertificateFacts(
                        key(serial),
                        predecessor == null ? null : key(predecessor).serial(),
                        notBefore,
                        notBefore.plus(Duration.ofDays(365L * YEARS_VALID)),
                        items,
                        List.of(),
                        freshList(),
                        null));
        return this;
    }

    FactsOf revoked(int serial, RevocationReason reason, Instant at) {
        return altered(serial, List.of(new Revocation(reason, at)), freshList());
    }

    FactsOf withoutList(int serial) {
        return altered(serial, List.of(), null);
    }

    /// Every list is of this instant.
    FactsOf withListOf(Instant thisUpdate) {
        RevocationListReference list =
                new RevocationListReference(
                        POINT, BigInteger.TWO, thisUpdate, thisUpdate.plus(Duration.ofDays(2)));
        List.copyOf(certificates)
                .forEach(
                        one ->
                                altered(
                                        one.key().serial().value().intValueExact(),
                                        one.revocations(),
                                        list));
        return this;
    }

    FactsOf flawedSuccessor(int predecessor, Instant notBefore) {
        flawed.add(new FlawedCertificate(key(predecessor).serial(), notBefore, false));
        return this;
    }

    FactsOf undeterminedSuccessor(int predecessor, Instant notBefore) {
        flawed.add(new FlawedCertificate(key(predecessor).serial(), notBefore, true));
        return this;
    }

    FactsOf submission(String domicile, Instant at) {
        submissions.add(
                new DomicileSubmission(
                        new UUID(0, submissions.size() + 1L),
                        RegisteredText.of(domicile),
                        at,
                        key(1)));
        return this;
    }

    HolderFacts facts() {
        return new HolderFacts(
                new Presence.Present(),
                CHIYODA,
                new Consents(consents),
                certificates,
                flawed,
                null,
                List.of(),
                Map.of(),
                submissions);
    }

    private FactsOf altered(
            int serial, List<Revocation> revocations, @Nullable RevocationListReference list) {
        certificates.replaceAll(
                one ->
                        one.key().equals(key(serial))
                                ? new CertificateFacts(
                                        one.key(),
                                        one.predecessor(),
                                        one.notBefore(),
                                        one.notAfter(),
                                        one.items(),
                                        revocations,
                                        list,
                                        null)
                                : one);
        return this;
    }

    static CertificateKey key(int serial) {
        return new CertificateKey(AUTHORITY, new CertificateSerial(BigInteger.valueOf(serial)));
    }

    static RevocationListReference freshList() {
        return new RevocationListReference(
                POINT,
                BigInteger.TEN,
                NOON.minus(Duration.ofHours(6)),
                NOON.plus(Duration.ofDays(365)));
    }

    static ItemChange address(String text) {
        return new ItemChange.Address(KAGOSHIMA, text);
    }

    static ItemChange name(String text) {
        return new ItemChange.Name(text, "カナ");
    }

    static ItemChange domicile(String text) {
        return new ItemChange.Domicile(text);
    }

    static ChangeKey change(int number) {
        return new ChangeKey(KAGOSHIMA, new UUID(0, number));
    }

    static Change arriving(
            int number, ChangeReason reason, Instant effectiveAt, ItemChange... items) {
        return Change.arriving(
                change(number), reason, effectiveAt, number, null, null, List.of(items));
    }

    static Change correcting(
            int number,
            ChangeReason reason,
            Change corrected,
            Instant effectiveAt,
            ItemChange... items) {
        return Change.arriving(
                change(number),
                reason,
                effectiveAt,
                number,
                corrected.key(),
                corrected.orderAt(),
                List.of(items));
    }
}
