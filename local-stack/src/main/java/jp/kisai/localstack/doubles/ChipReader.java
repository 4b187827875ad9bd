package jp.kisai.localstack.doubles;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Reads the chip's files as a factory does that knows them only from the published tables
/// (`docs/reference/chip.md`). Shares nothing with the service that writes them.
public final class ChipReader {

    /// Each known file with its specified size.
    private static final Map<String, Integer> SIZES =
            Map.of("WEF01", 3, "WEF02", 5845, "WEF03", 584, "DF1/EF01", 880, "DF1/EF02", 82);

    private static final Set<String> WITH_TWO_BYTE_TAGS = Set.of("WEF02", "WEF03");

    /// 色区分, 免許の条件1–4, 5–12, 備考1–8.
    private static final Set<Integer> TEXTS_OF_WEF02 =
            tags(0xC4, 0xC4, 0xC6, 0xC9, 0xCC, 0xD3, 0xD7, 0xDE);

    /// 氏名 to 統一氏名, 住所, 色区分, 免許の条件1–4, 公安委員会名.
    private static final Set<Integer> TEXTS_OF_EF01 =
            tags(0x12, 0x15, 0x17, 0x17, 0x1A, 0x1A, 0x1C, 0x1F, 0x20, 0x20);

    private static final int PHOTOGRAPH = 0x0107;
    private static final int SIGNATURE = 0x0108;
    private static final int LONG_LENGTH = 0x82;
    private static final int SHORT_LENGTH = 127;

    /// A file that is not what it should be.
    public static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;

        Damaged(String rule) {
            super(rule);
        }
    }

    private ChipReader() {}

    /// All tags of these ranges, each given by its first and its last.
    private static Set<Integer> tags(int... ranges) {
        Set<Integer> tags = new HashSet<>();
        for (int i = 0; i < ranges.length; i += 2) {
            for (int tag = ranges[i]; tag <= ranges[i + 1]; tag++) {
                tags.add(tag);
            }
        }
        return Set.copyOf(tags);
    }

    /// Each element's value as text, in the file's order; bytes that are no text in hexadecimal.
    public static Map<String, String> read(String file, byte[] bytes) throws Damaged {
        Integer size = SIZES.get(file);
        if (size == null || bytes.length > size) {
            throw new Damaged("no such file, or too long: " + file);
        }
        Map<String, String> values = new LinkedHashMap<>();
        elements(file, bytes)
                .forEach(
                        (tag, value) ->
                                values.put(
                                        String.format(tag > 0xFF ? "%04X" : "%02X", tag), value));
        return values;
    }

    /// Whether WEF03's signature verifies over the whole of WEF02.
    static boolean signed(byte[] wef02, byte[] wef03, PublicKey key) throws Damaged {
        ByteBuffer buffer = ByteBuffer.wrap(wef03);
        if (tag("WEF03", buffer) != SIGNATURE) {
            throw new Damaged("WEF03 does not begin with the signature");
        }
        byte[] signature = new byte[length(buffer)];
        buffer.get(signature);
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(key);
            check.update(wef02);
            return check.verify(signature);
        } catch (GeneralSecurityException unreadable) {
            return false;
        }
    }

    private static Map<Integer, String> elements(String file, byte[] bytes) throws Damaged {
        Map<Integer, String> elements = new LinkedHashMap<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int last = 0;
        while (buffer.hasRemaining()) {
            int tag = tag(file, buffer);
            if (tag <= last) {
                throw new Damaged(file + ": tags out of order at " + buffer.position());
            }
            int length = length(buffer);
            if (length > buffer.remaining()) {
                throw new Damaged(file + ": cut off at " + buffer.position());
            }
            byte[] value = new byte[length];
            buffer.get(value);
            if (tag == PHOTOGRAPH && value.length > 0) {
                Photographs.check(value);
            }
            elements.put(tag, text(file, tag, value));
            last = tag;
        }
        return elements;
    }

    /// 0100–010D take two bytes, every other tag here one.
    private static int tag(String file, ByteBuffer buffer) throws Damaged {
        int first = buffer.get() & 0xFF;
        if (first != 1 || !WITH_TWO_BYTE_TAGS.contains(file)) {
            return first;
        }
        if (!buffer.hasRemaining()) {
            throw new Damaged(file + ": cut off within a tag");
        }
        return 0x100 | (buffer.get() & 0xFF);
    }

    private static int length(ByteBuffer buffer) throws Damaged {
        if (!buffer.hasRemaining()) {
            throw new Damaged("cut off before a length");
        }
        int first = buffer.get() & 0xFF;
        if (first <= SHORT_LENGTH) {
            return first;
        }
        if (first != LONG_LENGTH || buffer.remaining() < 2) {
            throw new Damaged("a length in a form that the chip does not use");
        }
        int length = buffer.getShort() & 0xFFFF;
        if (length <= SHORT_LENGTH) {
            throw new Damaged("a length that is not in its shortest form");
        }
        return length;
    }

    private static String text(String file, int tag, byte[] value) throws Damaged {
        boolean japanese =
                (file.equals("WEF02") && TEXTS_OF_WEF02.contains(tag))
                        || (file.equals("DF1/EF01") && TEXTS_OF_EF01.contains(tag))
                        || file.equals("DF1/EF02");
        if (japanese) {
            return decoded(Charset.forName("x-JIS0208"), value, tag);
        }
        boolean printable = new String(value, StandardCharsets.ISO_8859_1).matches("[ -~]*");
        return printable
                ? new String(value, StandardCharsets.US_ASCII)
                : HexFormat.of().formatHex(value);
    }

    private static String decoded(Charset charset, byte[] value, int tag) throws Damaged {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException unknown) {
            throw new Damaged(String.format("a character that JIS X 0208 lacks in %02X", tag));
        }
    }
}
