package jp.kisai.contracts.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.contracts.signature.DetachedSignature;
import org.jspecify.annotations.Nullable;

/// Checks one day's file with nothing but its signature and the certificates of the service.
///
/// What it finds wrong is the first thing that is wrong; it never repeats what an entry says.
public final class AuditFile {

    private final Path file;
    private final Optional<AuditClosing> before;

    /// @param before what closed the day before, if that is at hand
    public AuditFile(Path file, Optional<AuditClosing> before) {
        this.file = file;
        this.before = before;
    }

    /// What its last line says, whether or not it is true; empty if that is no closing line.
    public static Optional<AuditClosing> closingOf(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, UTF_8)) {
            return lines.reduce((_, last) -> last).flatMap(AuditClosing::read);
        } catch (UncheckedIOException noText) {
            return Optional.empty();
        }
    }

    public sealed interface Finding {

        /// @param first position of the day's first entry, if it has any
        record Sound(AuditClosing closing, Optional<Long> first) implements Finding {}

        /// @param what in words, with positions only
        record Wrong(Fault fault, String what) implements Finding {}
    }

    /// What can be wrong with a file.
    public enum Fault {
        /// A line is no entry.
        UNREADABLE,
        /// The next entry, or the closing line, was made for another text than this entry has.
        ALTERED,
        MISSING,
        OUT_OF_ORDER,
        /// The end of the file is missing.
        TRUNCATED,
        /// An entry of another day.
        OTHER_DAY,
        /// It does not go on where the day before ended, or is of another service.
        NOT_CONTINUED,
        UNSIGNED,
        /// The signature is broken, or does not belong to these bytes.
        FORGED,
        /// It is signed with a key that is not this service's.
        OTHER_KEY
    }

    /// @param signature CMS, detached, over the closing line; null if there is none
    public Finding check(byte @Nullable [] signature, Collection<X509Certificate> service)
            throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
            return check(new AuditWalk(lines, before), signature, service);
        } catch (AuditWalk.Broken broken) {
            return broken.finding();
        } catch (CharacterCodingException noText) {
            return new Finding.Wrong(Fault.UNREADABLE, "the file is no UTF-8");
        }
    }

    private Finding check(
            AuditWalk walk, byte @Nullable [] signature, Collection<X509Certificate> service)
            throws IOException, AuditWalk.Broken {
        AuditClosing closing = walk.toTheEnd();
        Optional<Finding> forged = signature(closing, signature, service);
        return forged.orElseGet(() -> new Finding.Sound(closing, walk.first()));
    }

    private static Optional<Finding> signature(
            AuditClosing closing,
            byte @Nullable [] signature,
            Collection<X509Certificate> service) {
        byte[] signed = closing.line().getBytes(UTF_8);
        return switch (DetachedSignature.check(signed, signature, service)) {
            case DetachedSignature.Check.Signed _ -> Optional.empty();
            case DetachedSignature.Check.Unsigned _ ->
                    Optional.of(new Finding.Wrong(Fault.UNSIGNED, "there is no signature"));
            case DetachedSignature.Check.Forged it ->
                    Optional.of(new Finding.Wrong(Fault.FORGED, it.rule()));
            case DetachedSignature.Check.UnknownSigner _ ->
                    Optional.of(
                            new Finding.Wrong(
                                    Fault.OTHER_KEY, "the signer is none of the certificates"));
        };
    }
}
