package jp.kisai.cardwriter.domain.chip;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/// One entry that was added to the licence's own card after its issue: since when, what, and by
/// which commission.
///
/// Its value is one byte for the edition of the characters, seven full-width digits GYYMMDD, the
/// text, and the commission's name in five characters such as 東京都公安. \[C\]
///
/// @param commission at most five characters; a shorter name is filled up with full-width spaces
///     \[I\]
public record AppendedChange(Kind kind, LocalDate on, String text, String commission) {

    /// What is appended, and the elements it may take: each kind has slots of its own.
    public enum Kind {
        COMMISSION(ChipFile.DF1_EF04, 0x51, 15, 24),
        NAME(ChipFile.DF1_EF04, 0x60, 8, 72),
        KANA(ChipFile.DF1_EF04, 0x68, 8, 32),
        ADDRESS(ChipFile.DF1_EF04, 0x70, 8, 80),
        CONDITION(ChipFile.DF1_EF04, 0x78, 8, 80),
        CONDITION_LIFTED(ChipFile.DF1_EF04, 0x80, 8, 80),
        REMARK(ChipFile.DF1_EF04, 0x88, 8, 80),
        DOMICILE(ChipFile.DF1_EF06, 0xAB, 5, 80);

        private final ChipFile file;
        private final int firstTag;
        private final int slots;
        private final int maxTextBytes;

        Kind(ChipFile file, int firstTag, int slots, int maxTextBytes) {
            this.file = file;
            this.firstTag = firstTag;
            this.slots = slots;
            this.maxTextBytes = maxTextBytes;
        }

        public ChipFile file() {
            return file;
        }

        public int slots() {
            return slots;
        }

        /// @param slot from 0
        int tag(int slot) {
            return firstTag + slot;
        }
    }

    private static final int EDITION_BYTES = 1;
    private static final int DATE_BYTES = 14;
    private static final int COMMISSION_CHARACTERS = 5;
    private static final int COMMISSION_BYTES = 10;
    private static final char FULL_WIDTH_SPACE = '　';
    private static final int FULL_WIDTH_ZERO = '０';

    /// What came of writing the entry.
    sealed interface Written {

        record Value(Octets value) implements Written {}

        record NotWritten(NotCarried.Why why) implements Written {}
    }

    /// What came of reading one.
    sealed interface Reading {

        record Entry(AppendedChange change) implements Reading {}

        record Unreadable() implements Reading {}
    }

    Written write() {
        Octets value = Octets.of(LicenceEntries.CHARACTER_SET_EDITION);
        var digits = EraDate.write(on);
        if (digits.isEmpty()) {
            return new Written.NotWritten(NotCarried.Why.DATE);
        }
        String name =
                commission
                        + String.valueOf(FULL_WIDTH_SPACE)
                                .repeat(Math.max(0, COMMISSION_CHARACTERS - commission.length()));
        ChipText.Written[] parts = {
            ChipText.write(fullWidth(digits.get()), DATE_BYTES),
            ChipText.write(text, kind.maxTextBytes),
            ChipText.write(name, COMMISSION_BYTES)
        };
        for (ChipText.Written part : parts) {
            switch (part) {
                case ChipText.Written.Pairs(Octets pairs) -> value = value.and(pairs);
                case ChipText.Written.NotWritten(NotCarried.Why why) -> {
                    return new Written.NotWritten(why);
                }
            }
        }
        return new Written.Value(value);
    }

    /// Never throws. Any edition of the characters is accepted: no source says which there are.
    static Reading read(Kind kind, Octets value) {
        int textFrom = EDITION_BYTES + DATE_BYTES;
        int textTo = value.length() - COMMISSION_BYTES;
        if (textTo < textFrom) {
            return new Reading.Unreadable();
        }
        if (ChipText.read(value.slice(EDITION_BYTES, textFrom))
                        instanceof ChipText.Reading.Text(String digits)
                && digits.matches("[０-９]{7}")
                && EraDate.read(narrow(digits)) instanceof EraDate.Reading.Day(LocalDate on)
                && ChipText.read(value.slice(textFrom, textTo))
                        instanceof ChipText.Reading.Text(String text)
                && ChipText.read(value.slice(textTo, value.length()))
                        instanceof ChipText.Reading.Text(String commission)) {
            return new Reading.Entry(
                    new AppendedChange(kind, on, text, commission.replaceFirst("　+$", "")));
        }
        return new Reading.Unreadable();
    }

    private static String fullWidth(Octets digits) {
        StringBuilder wide = new StringBuilder();
        for (byte digit : digits.toArray()) {
            wide.append((char) (digit - '0' + FULL_WIDTH_ZERO));
        }
        return wide.toString();
    }

    private static Octets narrow(String digits) {
        StringBuilder narrow = new StringBuilder();
        digits.chars().forEach(wide -> narrow.append((char) (wide - FULL_WIDTH_ZERO + '0')));
        return Octets.of(narrow.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "AppendedChange[" + kind + "]";
    }
}
