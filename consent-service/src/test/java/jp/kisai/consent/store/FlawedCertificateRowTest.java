package jp.kisai.consent.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.UUID;
import jp.kisai.consent.domain.FlawedCertificate;
import jp.kisai.consent.outside.CertificateDoubt;
import jp.kisai.consent.outside.CertificateRule;
import jp.kisai.contracts.vocabulary.HolderId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A doubt makes a change wait, a broken rule refuses it: neither may be read back as the other.
class FlawedCertificateRowTest {

    private static final Instant AT = Instant.parse("2026-11-23T03:00:00Z");

    @ParameterizedTest
    @EnumSource
    void readsADoubtBackAsADoubt(CertificateDoubt doubt) {
        FlawedCertificate flawed = new FlawedCertificate(null, AT, true);

        assertEquals(flawed, row(flawed, doubt.name()).flawed());
    }

    @ParameterizedTest
    @EnumSource
    void readsABrokenRuleBackAsThat(CertificateRule rule) {
        FlawedCertificate flawed = new FlawedCertificate(null, AT, false);

        assertEquals(flawed, row(flawed, rule.name()).flawed());
    }

    private static FlawedCertificateRow row(FlawedCertificate flawed, String rule) {
        return FlawedCertificateRow.of(
                UUID.randomUUID(), new HolderId(UUID.randomUUID()), flawed, rule, AT);
    }
}
