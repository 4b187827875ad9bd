package jp.kisai.cardwriter.domain.chip;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;

/// MF/EF01: which edition of the specification the card follows, and its dates. \[C\]
///
/// @param specification three digits, such as `010`
/// @param maker 製造者識別子, one byte
/// @param cipher 暗号識別子, one byte
public record CommonData(
        String specification, LocalDate issuedOn, LocalDate validUntil, byte maker, byte cipher) {

    /// The edition whose tables these are.
    static final String EDITION = "010";

    /// Both ids are the card maker's to give; 0 where it has not. \[I\]
    static final byte NOT_GIVEN = 0x00;

    private static final int COMMON = 0x45;
    private static final int IDS = 0x46;
    private static final int EDITION_LENGTH = 3;
    private static final int DATE_LENGTH = 4;
    private static final int IDS_LENGTH = 2;

    static CommonData of(ChipRecord licence) {
        return new CommonData(
                EDITION, licence.issuedOn(), licence.validUntil(), NOT_GIVEN, NOT_GIVEN);
    }

    public Encoding<Octets> encode() {
        if (EraDate.write(issuedOn).isEmpty() || EraDate.write(validUntil).isEmpty()) {
            return new Encoding.Refused<>(
                    new NotCarried(ChipFile.MF_EF01, new Tag(COMMON), NotCarried.Why.DATE));
        }
        Octets edition = Octets.of(specification.getBytes(StandardCharsets.US_ASCII));
        return new ElementWriter(ChipFile.MF_EF01)
                .binary(COMMON, edition.and(packed(issuedOn)).and(packed(validUntil)))
                .binary(IDS, Octets.of(maker, cipher))
                .end();
    }

    public static Decoding<CommonData> decode(Octets bytes) {
        ElementReader reader = new ElementReader(ChipFile.MF_EF01, bytes);
        Octets common = reader.binary(COMMON);
        Octets ids = reader.binary(IDS);
        if (common.length() != EDITION_LENGTH + 2 * DATE_LENGTH) {
            reader.stop(COMMON, "UNKNOWN_VALUE");
            return reader.end(CommonData::never);
        }
        if (ids.length() != IDS_LENGTH) {
            reader.stop(IDS, "UNKNOWN_VALUE");
            return reader.end(CommonData::never);
        }
        int second = EDITION_LENGTH + DATE_LENGTH;
        String edition =
                new String(common.slice(0, EDITION_LENGTH).toArray(), StandardCharsets.ISO_8859_1);
        Optional<LocalDate> issuedOn = unpacked(common.slice(EDITION_LENGTH, second));
        Optional<LocalDate> validUntil = unpacked(common.slice(second, common.length()));
        if (!edition.matches("[0-9]{3}") || issuedOn.isEmpty() || validUntil.isEmpty()) {
            reader.stop(COMMON, "UNKNOWN_VALUE");
            return reader.end(CommonData::never);
        }
        LocalDate from = issuedOn.get();
        LocalDate until = validUntil.get();
        return reader.end(() -> new CommonData(edition, from, until, ids.at(0), ids.at(1)));
    }

    private static CommonData never() {
        throw new IllegalStateException("a reader that was stopped asks for no content");
    }

    /// Two digits a byte: 20 26 11 23.
    private static Octets packed(LocalDate date) {
        String digits =
                String.format(
                        "%04d%02d%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        return Octets.of(HexFormat.of().parseHex(digits));
    }

    private static Optional<LocalDate> unpacked(Octets packed) {
        String digits = HexFormat.of().formatHex(packed.toArray());
        if (!digits.matches("[0-9]{8}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.of(
                            Integer.parseInt(digits.substring(0, 4)),
                            Integer.parseInt(digits.substring(4, 6)),
                            Integer.parseInt(digits.substring(6))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
