package jp.kisai.contracts.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.audit.AuditFile.Fault;
import jp.kisai.contracts.audit.AuditFile.Finding;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.signature.Keys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A stranger with a file, a signature and a certificate finds whatever was done to it.
class AuditFileTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-01-05");
    private static final Keys SERVICE = Keys.p256();
    private static final int ENTRIES = 5;

    @TempDir private Path folder;

    static Stream<Arguments> faults() {
        return Stream.of(altered(), lost(), forged(), miscounted()).flatMap(it -> it);
    }

    private static Stream<Arguments> altered() {
        return Stream.of(
                planted(
                        "an altered entry",
                        lines -> change(lines, 2, line -> line.replace("PAUSE-3", "PAUSE-4")),
                        Fault.ALTERED,
                        "entry 3 was altered: entry 4 was made for another"),
                planted(
                        "the last entry, altered",
                        lines -> change(lines, 4, line -> line.replace("PAUSE-5", "PAUSE-4")),
                        Fault.ALTERED,
                        "entry 5 was altered: the closing line was made for another"),
                planted(
                        "an altered first entry",
                        lines -> change(lines, 0, line -> line.replace("PAUSE-1", "PAUSE-4")),
                        Fault.ALTERED,
                        "entry 1 was altered: entry 2 was made for another"),
                planted(
                        "half a line",
                        lines -> change(lines, 1, line -> line.substring(0, 40)),
                        Fault.UNREADABLE,
                        "line 2 is no entry"));
    }

    private static Stream<Arguments> lost() {
        return Stream.of(
                planted(
                        "a deleted entry",
                        lines -> without(lines, 2),
                        Fault.MISSING,
                        "entry 3 is missing"),
                planted(
                        "two entries, exchanged",
                        lines -> swapped(lines, 1, 3),
                        Fault.OUT_OF_ORDER,
                        "entry 4 stands where 2 belongs"),
                planted(
                        "an entry twice",
                        lines -> with(lines, 3, lines.get(2)),
                        Fault.OUT_OF_ORDER,
                        "entry 3 stands where 4 belongs"),
                planted(
                        "the tail cut off",
                        lines -> lines.subList(0, 3),
                        Fault.TRUNCATED,
                        "there is no closing line: it ends after entry 3"),
                planted(
                        "everything cut off",
                        lines -> List.of(),
                        Fault.TRUNCATED,
                        "there is no closing line"),
                planted(
                        "the tail cut off before the closing line",
                        lines -> without(without(lines, 4), 3),
                        Fault.MISSING,
                        "the closing line names entry 5, and the last is 3"));
    }

    private static Stream<Arguments> forged() {
        return Stream.of(
                planted(
                        "the tail cut off, and a closing line made to match",
                        lines -> closed(lines.subList(0, 3), MONDAY),
                        Fault.FORGED,
                        "the signature does not verify"),
                planted(
                        "everything made anew, without the key",
                        lines -> day(MONDAY, 1, AuditChain.genesis(Source.CONSENT), "DISCARD"),
                        Fault.FORGED,
                        "the signature does not verify"),
                planted(
                        "another day's closing line",
                        lines -> change(lines, 5, line -> line.replace("-05", "-06")),
                        Fault.OTHER_DAY,
                        "entry 5 is of another day"),
                planted(
                        "another service's name",
                        lines -> change(lines, 5, line -> line.replace("consent", "licence")),
                        Fault.NOT_CONTINUED,
                        "entry 1 does not begin the chain of this service"));
    }

    private static Stream<Arguments> miscounted() {
        return Stream.of(
                planted(
                        "something after the end",
                        lines -> with(lines, lines.size(), lines.getFirst()),
                        Fault.UNREADABLE,
                        "something follows the closing line"),
                planted(
                        "another count",
                        lines ->
                                change(
                                        lines,
                                        5,
                                        line -> line.replace("\"entries\":5", "\"entries\":6")),
                        Fault.MISSING,
                        "the closing line counts 6 entries, and there are 5"));
    }

    private static Arguments planted(
            String name, UnaryOperator<List<String>> deed, Fault fault, String what) {
        return Arguments.argumentSet(name, deed, fault, what);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void namesTheFirstThingThatIsWrong(UnaryOperator<List<String>> deed, Fault fault, String what)
            throws IOException {
        List<String> whole = monday();
        byte[] signature = signature(whole, SERVICE);

        Finding finding = check(deed.apply(whole), Optional.empty(), signature, SERVICE);

        assertEquals(new Finding.Wrong(fault, what), finding);
    }

    @Test
    void findsNothingWhereNothingIsWrong() throws IOException {
        List<String> whole = monday();

        assertEquals(
                new Finding.Sound(closingOf(whole), Optional.of(1L)),
                check(whole, Optional.empty(), signature(whole, SERVICE), SERVICE));
    }

    @Test
    void findsAForgedSignatureNoneAndAnotherServicesKey() throws IOException {
        List<String> whole = monday();
        byte[] broken = signature(whole, SERVICE);
        broken[broken.length - 1] ^= 1;

        assertEquals(
                new Finding.Wrong(Fault.FORGED, "the signature does not verify"),
                check(whole, Optional.empty(), broken, SERVICE));
        assertEquals(
                new Finding.Wrong(Fault.UNSIGNED, "there is no signature"),
                check(whole, Optional.empty(), null, SERVICE));
        assertEquals(
                new Finding.Wrong(Fault.OTHER_KEY, "the signer is none of the certificates"),
                check(whole, Optional.empty(), signature(whole, Keys.rsa(2048)), SERVICE));
    }

    @Test
    void followsTheChainOverDaysWithAndWithoutEntries() throws IOException {
        List<String> monday = monday();
        List<String> tuesday = closed(List.of(), MONDAY.plusDays(1), closingOf(monday));
        List<String> wednesday = day(MONDAY.plusDays(2), 6, closingOf(monday).previous(), "PAUSE");

        for (List<String> after : List.of(tuesday, wednesday)) {
            AuditClosing before = closingOf(after == tuesday ? monday : tuesday);
            assertEquals(
                    closingOf(after),
                    ((Finding.Sound) signed(after, Optional.of(before))).closing());
        }
    }

    @Test
    void noticesADayThatIsLeftOut() throws IOException {
        AuditClosing monday = closingOf(monday());

        assertEquals(
                new Finding.Wrong(Fault.NOT_CONTINUED, "there is no file of 2026-01-06"),
                signed(
                        day(MONDAY.plusDays(2), 6, monday.previous(), "PAUSE"),
                        Optional.of(monday)));
        assertEquals(
                new Finding.Wrong(Fault.MISSING, "entry 6 is missing"),
                signed(
                        day(MONDAY.plusDays(1), 7, monday.previous(), "PAUSE"),
                        Optional.of(monday)));
        assertEquals(
                new Finding.Wrong(
                        Fault.NOT_CONTINUED, "entry 6 does not follow what closed 2026-01-05"),
                signed(day(MONDAY.plusDays(1), 6, "0".repeat(64), "PAUSE"), Optional.of(monday)));
    }

    @Test
    void noticesADayWithoutEntriesThatHadSome() throws IOException {
        AuditClosing monday = closingOf(monday());
        AuditClosing later = new AuditClosing(Source.CONSENT, MONDAY, 5, 8, monday.previous());

        assertEquals(
                new Finding.Wrong(Fault.MISSING, "entry 6 is missing"),
                signed(closed(List.of(), MONDAY.plusDays(1), later), Optional.of(monday)));
    }

    private Finding signed(List<String> lines, Optional<AuditClosing> before) throws IOException {
        return check(lines, before, signature(lines, SERVICE), SERVICE);
    }

    private Finding check(
            List<String> lines,
            Optional<AuditClosing> before,
            byte @Nullable [] signature,
            Keys service)
            throws IOException {
        Path file = Files.write(folder.resolve("day.jsonl"), lines, UTF_8);
        return new AuditFile(file, before).check(signature, List.of(service.certificate()));
    }

    private static byte[] signature(List<String> lines, Keys keys) {
        return DetachedSignature.sign(
                lines.getLast().getBytes(UTF_8), keys.key(), keys.certificate());
    }

    private static List<String> monday() {
        return day(MONDAY, 1, AuditChain.genesis(Source.CONSENT), "PAUSE");
    }

    /// A day's file as a service writes it.
    private static List<String> day(LocalDate day, long first, String previous, String act) {
        List<String> lines = new ArrayList<>();
        String hash = previous;
        for (long position = first; position < first + ENTRIES; position++) {
            String line =
                    "{\"position\":%d,\"previous\":\"%s\",\"at\":\"%sT00:00:0%d.000000Z\",\"act\":\"%s-%d\"}"
                            .formatted(position, hash, day, position % 10, act, position);
            lines.add(line);
            hash = AuditChain.hash(line);
        }
        return closed(lines, day);
    }

    private static List<String> closed(List<String> entries, LocalDate day) {
        String last = entries.getLast();
        long position = Long.parseLong(last.replaceAll("^\\{\"position\":(\\d+),.*", "$1"));
        return closed(
                entries,
                day,
                new AuditClosing(Source.CONSENT, day, 0, position, AuditChain.hash(last)));
    }

    private static List<String> closed(List<String> entries, LocalDate day, AuditClosing end) {
        return with(
                entries,
                entries.size(),
                new AuditClosing(Source.CONSENT, day, entries.size(), end.last(), end.previous())
                        .line());
    }

    private static AuditClosing closingOf(List<String> lines) {
        return AuditClosing.read(lines.getLast()).orElseThrow();
    }

    private static List<String> change(List<String> lines, int index, UnaryOperator<String> deed) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(index, deed.apply(lines.get(index)));
        return changed;
    }

    private static List<String> without(List<String> lines, int index) {
        List<String> changed = new ArrayList<>(lines);
        changed.remove(index);
        return changed;
    }

    private static List<String> with(List<String> lines, int index, String line) {
        List<String> changed = new ArrayList<>(lines);
        changed.add(index, line);
        return changed;
    }

    private static List<String> swapped(List<String> lines, int one, int other) {
        List<String> changed = new ArrayList<>(lines);
        Collections.swap(changed, one, other);
        return changed;
    }
}
