package jp.kisai.cardwriter.domain.chip;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// DF1/EF04 and DF1/EF06 of the licence's own card: what changed after its issue. Entries are only
/// ever added, each kind into its next free slot; the last of a kind is the one that holds, and
/// DF1/EF01 stays as it was issued. \[C\]
///
/// When no slot is left, or the file's bytes are used up, the card has no space left (余白がない).
///
/// @param entries oldest first within each kind
public record AppendedChanges(List<AppendedChange> entries) {

    public static final AppendedChanges NONE = new AppendedChanges(List.of());

    /// Nothing was appended. Seen in the source of one reader only. \[1\]
    static final byte NOTHING_APPENDED = 0x11;

    /// Something was. No source says so; readers go by the entries, and so does this one. \[G\]
    static final byte APPENDED = 0x01;

    /// Whether slots without an entry are written with length 0. Of the two ways real cards may
    /// take this is the one that leaves more space: with it the eight slots for addresses bind
    /// before the bytes do. \[I\]
    static final boolean EMPTY_SLOTS_ARE_WRITTEN = false;

    private static final Map<ChipFile, Integer> FLAGS =
            Map.of(ChipFile.DF1_EF04, 0x50, ChipFile.DF1_EF06, 0xAA);

    public AppendedChanges {
        entries = List.copyOf(entries);
    }

    /// What came of adding an entry.
    public sealed interface Appending {

        record Appended(AppendedChanges changes) implements Appending {}

        /// @param why `NO_ELEMENT_LEFT` or `NO_BYTES_LEFT`: a new card is needed; any other: the
        ///     entry itself cannot be written
        record Refused(NotCarried why) implements Appending {}
    }

    public Appending append(AppendedChange change) {
        List<AppendedChange> all = new ArrayList<>(entries);
        all.add(change);
        AppendedChanges longer = new AppendedChanges(all);
        return switch (longer.encode(change.kind().file())) {
            case Encoding.Encoded<Octets> _ -> new Appending.Appended(longer);
            case Encoding.Refused<Octets>(NotCarried why) -> new Appending.Refused(why);
        };
    }

    /// The entry of this kind that holds, if any was appended.
    public Optional<AppendedChange> newest(AppendedChange.Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).reduce((_, last) -> last);
    }

    /// @param file DF1/EF04 or DF1/EF06
    public Encoding<Octets> encode(ChipFile file) {
        List<AppendedChange> own =
                entries.stream().filter(entry -> entry.kind().file() == file).toList();
        ElementWriter writer = new ElementWriter(file).oneByte(flagOf(file), flag(own.isEmpty()));
        Map<AppendedChange.Kind, Integer> used = new EnumMap<>(AppendedChange.Kind.class);
        for (AppendedChange entry : own) {
            int slot = used.merge(entry.kind(), 1, Integer::sum) - 1;
            if (slot == entry.kind().slots()) {
                return refused(file, entry, slot - 1, NotCarried.Why.NO_ELEMENT_LEFT);
            }
            switch (entry.write()) {
                case AppendedChange.Written.Value(Octets value) ->
                        writer.binary(entry.kind().tag(slot), value);
                case AppendedChange.Written.NotWritten(NotCarried.Why why) -> {
                    return refused(file, entry, slot, why);
                }
            }
        }
        Encoding<Octets> encoding =
                EMPTY_SLOTS_ARE_WRITTEN ? writer.end() : writer.endWithoutEmpty();
        if (encoding instanceof Encoding.Encoded<Octets>(Octets bytes)
                && bytes.length() > file.size()) {
            AppendedChange last = own.getLast();
            return refused(
                    file,
                    last,
                    used.getOrDefault(last.kind(), 1) - 1,
                    NotCarried.Why.NO_BYTES_LEFT);
        }
        return encoding;
    }

    public static Decoding<AppendedChanges> decode(Octets ef04, Octets ef06) {
        List<AppendedChange> entries = new ArrayList<>();
        for (ChipFile file : List.of(ChipFile.DF1_EF04, ChipFile.DF1_EF06)) {
            ElementReader reader = new ElementReader(file, file == ChipFile.DF1_EF04 ? ef04 : ef06);
            for (AppendedChange.Kind kind : AppendedChange.Kind.values()) {
                if (kind.file() == file) {
                    entries.addAll(read(reader, kind));
                }
            }
            if (reader.end(() -> entries) instanceof Decoding.Stopped<?>(int offset, String rule)) {
                return new Decoding.Stopped<>(offset, file.path() + " " + rule);
            }
        }
        return new Decoding.Decoded<>(new AppendedChanges(entries));
    }

    private static List<AppendedChange> read(ElementReader reader, AppendedChange.Kind kind) {
        List<AppendedChange> entries = new ArrayList<>();
        for (int slot = 0; slot < kind.slots(); slot++) {
            Octets value = reader.binary(kind.tag(slot));
            if (value.length() > 0) {
                switch (AppendedChange.read(kind, value)) {
                    case AppendedChange.Reading.Entry(AppendedChange change) -> entries.add(change);
                    case AppendedChange.Reading.Unreadable() ->
                            reader.stop(kind.tag(slot), "UNKNOWN_VALUE");
                }
            }
        }
        return entries;
    }

    static byte flag(boolean empty) {
        return empty ? NOTHING_APPENDED : APPENDED;
    }

    private static int flagOf(ChipFile file) {
        Integer tag = FLAGS.get(file);
        if (tag == null) {
            throw new IllegalArgumentException("nothing is appended to " + file.path());
        }
        return tag;
    }

    private static Encoding<Octets> refused(
            ChipFile file, AppendedChange entry, int slot, NotCarried.Why why) {
        return new Encoding.Refused<>(new NotCarried(file, new Tag(entry.kind().tag(slot)), why));
    }
}
