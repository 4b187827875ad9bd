package jp.kisai.cardwriter.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.ChipProfile;
import jp.kisai.cardwriter.domain.chip.ChipRecord;
import jp.kisai.cardwriter.domain.chip.Encoding;
import jp.kisai.cardwriter.domain.chip.Licences;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;

/// Jobs, licence versions and rules for tests.
final class Jobs {

    static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    static final HolderId HOLDER = new HolderId(new UUID(1, 1));
    static final CardReference CARD = new CardReference("CARD-0001");
    static final PrefectureCode TOKYO = new PrefectureCode("13");
    static final String READ_BACK = "aa";
    static final RetryRules RULES =
            new RetryRules(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofHours(24),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(35),
                    4);

    private Jobs() {}

    static Intent intent(long version) {
        return new Intent(
                HOLDER, TOKYO, CARD, new RecordVersion(version), "content" + version, List.of());
    }

    static Sent sent(int attempts) {
        return new Sent(attempts, READ_BACK);
    }

    static EncodingJob.Queued queued(long version) {
        return new EncodingJob.Queued(intent(version), Sent.NEVER, NOW);
    }

    static EncodingJob.Ordered ordered(long version) {
        return queued(version).ordered(READ_BACK, NOW, RULES);
    }

    static EncodingJob.Failed failed(long version, EncodingFailure failure) {
        return new EncodingJob.Failed(intent(version), sent(1), failure, NOW);
    }

    static LicenceVersion licence(long version, String address) {
        return licence(version, address, HoldingForm.CARD_ONLY, LicenceState.IN_FORCE);
    }

    static LicenceVersion licence(
            long version, String address, HoldingForm form, LicenceState state) {
        return new LicenceVersion(
                TOKYO,
                new RecordVersion(version),
                CARD,
                form,
                state,
                Licences.withAddress(address).encode(ChipProfile.FULL),
                List.of(change(version)));
    }

    static ChangeKey change(long version) {
        return new ChangeKey(new MunicipalityCode("131016"), new UUID(0, version));
    }

    static String content(String address) {
        ChipRecord licence = Licences.withAddress(address);
        return switch (licence.encode(ChipProfile.FULL)) {
            case Encoding.Encoded<ChipContent>(ChipContent content) -> content.sha256();
            case Encoding.Refused<ChipContent>(var reason) -> throw new AssertionError(reason);
        };
    }
}
