package jp.kisai.cardwriter.outside;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.cardwriter.OutsideKeys;
import jp.kisai.cardwriter.domain.Intent;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.cardwriter.domain.chip.ChipProfile;
import jp.kisai.cardwriter.domain.chip.ChipRecord;
import jp.kisai.cardwriter.domain.chip.Encoding;
import jp.kisai.cardwriter.domain.chip.NotCarried;
import jp.kisai.contracts.event.EncodingOrdered;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.localstack.doubles.FactoryKeys;

/// Orders for the factory of these tests, without a running service.
final class Orders {

    static final Intent INTENT =
            new Intent(
                    new HolderId(new UUID(1, 1)),
                    new PrefectureCode("13"),
                    new CardReference("CARD-0001"),
                    new RecordVersion(3),
                    "",
                    List.of());

    private Orders() {}

    static ChipImage image(ChipRecord licence, SigningKey key) {
        return switch (licence.encode(ChipProfile.FULL)) {
            case Encoding.Encoded<ChipContent>(ChipContent content) ->
                    content.signedBy(key.onChips());
            case Encoding.Refused<ChipContent>(NotCarried reason) ->
                    throw new AssertionError(reason);
        };
    }

    static FactoryOrders by(SigningKey key) {
        FactoryKeys factory = OutsideKeys.factory();
        return new FactoryOrders(
                key,
                new FactoryCertificates(
                        PemFile.read(factory.certificateFile()).certificates(),
                        PemFile.read(factory.authorityFile()).certificates(),
                        Instant.now()),
                OutsideKeys.FACTORY);
    }

    static EncodingOrdered order(ChipImage image, SigningKey key) {
        return new EncodingOrdered(
                INTENT.order(),
                OutsideKeys.FACTORY,
                INTENT.version(),
                by(key).envelope(INTENT, image, Instant.now()));
    }
}
