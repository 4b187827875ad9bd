package jp.kisai.cardwriter.store;

import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.ChipFile;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.cardwriter.domain.chip.ChipSigner;
import jp.kisai.cardwriter.domain.chip.Octets;

/// The chip's files in one column: one file a line, `path=base64`.
public final class ChipFiles {

    private ChipFiles() {}

    static String text(Map<ChipFile, Octets> files) {
        return files.entrySet().stream()
                .map(
                        file ->
                                file.getKey().path()
                                        + "="
                                        + Base64.getEncoder()
                                                .encodeToString(file.getValue().toArray()))
                .collect(Collectors.joining("\n"));
    }

    /// What an order carries: signed now, or as it was signed when it first left. So an order that
    /// is sent again is the same order, also under a new key.
    public static ChipImage image(EncodingRow encoding, ChipSigner signer) {
        SortedMap<ChipFile, Octets> files = read(encoding);
        return files.containsKey(ChipFile.WEF03)
                ? new ChipImage(files)
                : new ChipContent(files).signedBy(signer);
    }

    private static SortedMap<ChipFile, Octets> read(EncodingRow encoding) {
        if (encoding.files == null) {
            throw new IllegalStateException("the files of " + encoding.orderId + " are erased");
        }
        return read(encoding.files);
    }

    static SortedMap<ChipFile, Octets> read(String text) {
        SortedMap<ChipFile, Octets> files = new TreeMap<>();
        text.lines()
                .forEach(
                        line -> {
                            int equals = line.indexOf('=');
                            ChipFile file = ChipFile.at(line.substring(0, equals)).orElseThrow();
                            byte[] bytes = Base64.getDecoder().decode(line.substring(equals + 1));
                            files.put(file, Octets.of(bytes));
                        });
        return files;
    }
}
