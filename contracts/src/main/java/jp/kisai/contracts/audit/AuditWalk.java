package jp.kisai.contracts.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import jp.kisai.contracts.audit.AuditFile.Fault;
import jp.kisai.contracts.audit.AuditFile.Finding;
import org.jspecify.annotations.Nullable;

/// Goes from line to line of a day's file, with no more than two of them in memory, until something
/// is wrong.
final class AuditWalk {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private final BufferedReader lines;
    private final Optional<AuditClosing> before;
    private @Nullable Entry first;
    private @Nullable Entry last;
    private long entries;

    AuditWalk(BufferedReader lines, Optional<AuditClosing> before) {
        this.lines = lines;
        this.before = before;
    }

    Optional<Long> first() {
        return Optional.ofNullable(first).map(Entry::position);
    }

    AuditClosing toTheEnd() throws IOException, Broken {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Optional<AuditClosing> closing = AuditClosing.read(line);
            if (closing.isPresent()) {
                return closed(closing.get());
            }
            next(
                    Entry.read(line)
                            .orElseThrow(
                                    () ->
                                            new Broken(
                                                    Fault.UNREADABLE,
                                                    "line " + (entries + 1) + " is no entry")));
        }
        throw new Broken(
                Fault.TRUNCATED,
                last == null
                        ? "there is no closing line"
                        : "there is no closing line: it ends after entry " + last.position());
    }

    private void next(Entry entry) throws IOException, Broken {
        Entry predecessor = last;
        if (predecessor == null) {
            first = entry;
            begins(entry);
        } else {
            follows(predecessor.position(), entry.position());
            if (!entry.previous().equals(predecessor.hash())) {
                throw altered(predecessor.position(), "entry " + entry.position());
            }
            if (!entry.day().equals(predecessor.day())) {
                throw otherDay(entry);
            }
        }
        last = entry;
        entries++;
    }

    private void begins(Entry entry) throws IOException, Broken {
        if (before.isPresent()) {
            AuditClosing it = before.get();
            follows(it.last(), entry.position());
            if (!entry.previous().equals(it.previous())) {
                throw new Broken(
                        Fault.NOT_CONTINUED,
                        "entry %d does not follow what closed %s"
                                .formatted(entry.position(), it.day()));
            }
        }
    }

    private void follows(long predecessor, long position) throws IOException, Broken {
        long expected = predecessor + 1;
        if (position != expected) {
            throw position < expected || isLater(expected)
                    ? new Broken(
                            Fault.OUT_OF_ORDER,
                            "entry %d stands where %d belongs".formatted(position, expected))
                    : new Broken(Fault.MISSING, "entry %d is missing".formatted(expected));
        }
    }

    private boolean isLater(long position) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (Entry.read(line).filter(it -> it.position() == position).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private AuditClosing closed(AuditClosing closing) throws IOException, Broken {
        Entry end = last;
        if (end == null) {
            emptyDay(closing);
        } else {
            if (closing.last() != end.position()) {
                throw new Broken(
                        Fault.MISSING,
                        "the closing line names entry %d, and the last is %d"
                                .formatted(closing.last(), end.position()));
            }
            if (!closing.previous().equals(end.hash())) {
                throw altered(end.position(), "the closing line");
            }
            if (!closing.day().equals(end.day())) {
                throw otherDay(end);
            }
            if (first != null && first.position() == 1) {
                begun(closing, first);
            }
        }
        if (closing.entries() != entries) {
            throw new Broken(
                    Fault.MISSING,
                    "the closing line counts %d entries, and there are %d"
                            .formatted(closing.entries(), entries));
        }
        continued(closing);
        if (lines.readLine() != null) {
            throw new Broken(Fault.UNREADABLE, "something follows the closing line");
        }
        return closing;
    }

    private void begun(AuditClosing closing, Entry entry) throws Broken {
        if (!entry.previous().equals(AuditChain.genesis(closing.source()))) {
            throw new Broken(
                    Fault.NOT_CONTINUED, "entry 1 does not begin the chain of this service");
        }
    }

    /// Nothing happened, so the closing line repeats how the day before ended.
    private void emptyDay(AuditClosing closing) throws Broken {
        boolean never = closing.last() == 0;
        if (never && !closing.previous().equals(AuditChain.genesis(closing.source()))) {
            throw new Broken(
                    Fault.NOT_CONTINUED, "the closing line is not of this service's chain");
        }
        if (before.filter(it -> closing.last() != it.last()).isPresent()) {
            throw new Broken(
                    Fault.MISSING,
                    "entry %d is missing".formatted(before.orElseThrow().last() + 1));
        }
        if (before.filter(it -> !closing.previous().equals(it.previous())).isPresent()) {
            throw new Broken(Fault.NOT_CONTINUED, "it does not repeat how the day before ended");
        }
    }

    private void continued(AuditClosing closing) throws Broken {
        if (before.filter(it -> !it.source().equals(closing.source())).isPresent()) {
            throw new Broken(Fault.NOT_CONTINUED, "it is of another service");
        }
        if (before.filter(it -> !it.day().plusDays(1).equals(closing.day())).isPresent()) {
            throw new Broken(
                    Fault.NOT_CONTINUED,
                    "there is no file of " + before.orElseThrow().day().plusDays(1));
        }
    }

    private static Broken altered(long position, String by) {
        return new Broken(
                Fault.ALTERED,
                "entry %d was altered: %s was made for another".formatted(position, by));
    }

    private static Broken otherDay(Entry entry) {
        return new Broken(
                Fault.OTHER_DAY, "entry %d is of another day".formatted(entry.position()));
    }

    /// One entry, as far as the chain asks.
    private record Entry(long position, String previous, LocalDate day, String hash) {

        static Optional<Entry> read(String line) {
            try {
                JsonNode node = JSON.readTree(line);
                return node.path("position").isIntegralNumber()
                        ? Optional.of(
                                new Entry(
                                        node.path("position").asLong(),
                                        node.path("previous").asText(),
                                        LocalDate.ofInstant(
                                                Instant.parse(node.path("at").asText()), TOKYO),
                                        AuditChain.hash(line)))
                        : Optional.empty();
            } catch (JsonProcessingException | DateTimeException another) {
                return Optional.empty();
            }
        }
    }

    /// Ends the walk.
    static final class Broken extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Finding finding;

        Broken(Fault fault, String what) {
            super(what, null, false, false);
            this.finding = new Finding.Wrong(fault, what);
        }

        Finding finding() {
            return finding;
        }
    }
}
