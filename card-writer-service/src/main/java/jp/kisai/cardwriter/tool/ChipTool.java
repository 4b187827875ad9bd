package jp.kisai.cardwriter.tool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jp.kisai.cardwriter.domain.chip.ChipFile;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.cardwriter.domain.chip.ChipSigner;
import jp.kisai.cardwriter.domain.chip.ChipTable;
import jp.kisai.cardwriter.domain.chip.Encoding;
import jp.kisai.cardwriter.domain.chip.NotCarried;
import jp.kisai.cardwriter.domain.chip.Octets;
import jp.kisai.cardwriter.outside.SigningKey;
import org.jspecify.annotations.Nullable;

/// The command behind `./kisai chip`: writes the chip's files for a record, and shows files as
/// tables that can be checked against `docs/reference/chip.md`. It needs no running stack.
public final class ChipTool {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String USAGE =
            """
            kisai chip encode RECORD.json    prints the image of both cards for one licence record
            kisai chip encode RECORD.json SIGNER.pem
                                             the same with the signatures
            kisai chip decode FILE           shows an image, or the files of an opened order
            kisai chip decode FILE PATH      shows one file's bytes, such as WEF02 or DF1/EF01
            """;

    private final PrintStream out;
    private final PrintStream errors;

    ChipTool(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    public static void main(String[] arguments) {
        System.exit(
                new ChipTool(terminal(FileDescriptor.out), terminal(FileDescriptor.err))
                        .run(arguments));
    }

    /// In UTF-8, whatever the locale says.
    private static PrintStream terminal(FileDescriptor end) {
        return new PrintStream(new FileOutputStream(end), true, StandardCharsets.UTF_8);
    }

    int run(String... arguments) {
        try {
            return switch (arguments.length > 1 ? arguments[0] : "") {
                case "encode" -> encode(Path.of(arguments[1]), signer(arguments));
                case "decode" -> decode(Path.of(arguments[1]), arguments);
                default -> {
                    errors.print(USAGE);
                    yield MISUSED;
                }
            };
        } catch (IOException | UncheckedIOException unreadable) {
            errors.println("cannot be read: " + unreadable.getMessage());
            return FAILED;
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            errors.println(wrong.getMessage());
            return FAILED;
        }
    }

    private static @Nullable ChipSigner signer(String... arguments) {
        return arguments.length > 2 ? SigningKey.at(Path.of(arguments[2])).onChips() : null;
    }

    private int encode(Path file, @Nullable ChipSigner signer) throws IOException {
        return switch (RecordFile.read(Files.readAllBytes(file)).image(signer)) {
            case Encoding.Encoded<ChipImage>(ChipImage image) -> {
                out.println(ImageFile.text(image));
                yield DONE;
            }
            case Encoding.Refused<ChipImage>(NotCarried reason) -> {
                errors.println("the chip cannot carry it: " + reason);
                yield FAILED;
            }
        };
    }

    private int decode(Path file, String... arguments) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Map<ChipFile, Octets> files =
                arguments.length > 2
                        ? Map.of(named(arguments[2]), Octets.of(bytes))
                        : ImageFile.read(bytes).files();
        boolean whole = true;
        for (ChipFile each : ChipFile.values()) {
            Octets content = files.get(each);
            if (content != null) {
                ChipTable table = ChipTable.of(each, content);
                print(each, content, table);
                whole &= table.stop().whole();
            }
        }
        return whole ? DONE : FAILED;
    }

    private void print(ChipFile file, Octets content, ChipTable table) {
        out.printf("%s, %d of at most %d bytes%n", file.path(), content.length(), file.size());
        out.println("offset  tag  length  item");
        for (ChipTable.Row row : table.rows()) {
            out.printf(
                    "%6d  %-4s %6d  %s%s%n",
                    row.offset(),
                    row.tag(),
                    row.length(),
                    row.item(),
                    row.value().isEmpty() ? "" : ": " + row.value());
        }
        out.printf("%6d  %s%n%n", table.stoppedAt(), table.stop());
    }

    private static ChipFile named(String path) {
        Optional<ChipFile> file = ChipFile.at(path);
        return file.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                "no file "
                                        + path
                                        + "; there are "
                                        + Arrays.stream(ChipFile.values())
                                                .map(ChipFile::path)
                                                .collect(Collectors.joining(", "))));
    }
}
