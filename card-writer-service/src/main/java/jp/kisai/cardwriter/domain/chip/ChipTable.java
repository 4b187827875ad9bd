package jp.kisai.cardwriter.domain.chip;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/// One file as rows that can be held against the specification's tables: what is there, byte for
/// byte, whether or not it makes sense as a whole.
///
/// @param stoppedAt where reading ended
/// @param stop why
public record ChipTable(List<Row> rows, int stoppedAt, Tlv.Stop stop) {

    private static final int HEX_AT_MOST = 16;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public ChipTable {
        rows = List.copyOf(rows);
    }

    /// @param offset where the tag starts
    /// @param length of the value, in bytes
    /// @param value for people; a value that does not follow its coding is shown in hexadecimal,
    ///     behind a question mark
    public record Row(int offset, Tag tag, int length, String item, String value) {}

    /// Never throws.
    public static ChipTable of(ChipFile file, Octets bytes) {
        Tlv.Reading reading = Tlv.read(file.layout(), bytes);
        return new ChipTable(
                reading.items().stream().map(ChipTable::row).toList(),
                reading.stoppedAt(),
                reading.stop());
    }

    private static Row row(Tlv.Item item) {
        Layout.Element element = item.element();
        Octets value = item.value();
        return new Row(
                item.offset(),
                element.tag(),
                value.length(),
                element.item(),
                value.length() == 0 ? "" : shown(element, value));
    }

    private static String shown(Layout.Element element, Octets value) {
        return switch (element.coding()) {
            case TEXT ->
                    ChipText.read(value) instanceof ChipText.Reading.Text(String text)
                            ? text
                            : "? " + hex(value);
            case LATIN -> {
                String text = new String(value.toArray(), StandardCharsets.ISO_8859_1);
                yield text.matches(ElementWriter.LATIN) ? text : "? " + hex(value);
            }
            case DATE ->
                    switch (EraDate.read(value)) {
                        case EraDate.Reading.Day(LocalDate day) -> ascii(value) + " = " + day;
                        case EraDate.Reading.NotHeld() -> ascii(value) + " = not held";
                        case EraDate.Reading.Unreadable() -> "? " + hex(value);
                    };
            case APPENDED -> appended(value);
            case PICTURE ->
                    switch (Jpeg2000.read(value)) {
                        case Jpeg2000.Picture picture -> picture.toString();
                        case Jpeg2000.NotOne _ -> "? " + hex(value);
                    };
            case BYTE, BINARY, GAIJI, RESERVED -> hex(value);
        };
    }

    private static String appended(Octets value) {
        return switch (AppendedChange.read(AppendedChange.Kind.REMARK, value)) {
            case AppendedChange.Reading.Entry(AppendedChange entry) ->
                    entry.on() + " " + entry.text() + " (" + entry.commission() + ")";
            case AppendedChange.Reading.Unreadable() -> "? " + hex(value);
        };
    }

    private static String ascii(Octets value) {
        return new String(value.toArray(), StandardCharsets.US_ASCII);
    }

    private static String hex(Octets value) {
        return value.length() <= HEX_AT_MOST
                ? HEX.formatHex(value.toArray())
                : HEX.formatHex(value.slice(0, HEX_AT_MOST).toArray()) + "…";
    }
}
