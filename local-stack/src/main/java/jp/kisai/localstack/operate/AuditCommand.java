package jp.kisai.localstack.operate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.audit.AuditClosing;
import jp.kisai.contracts.audit.AuditFile;
import jp.kisai.localstack.process.PartFailed;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The audit trail leaves the services, and anybody checks what has left.
@Command(
        name = "audit",
        description = "Who did what and who looked: a signed file for each service and day.",
        synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand {

    private static final int WRONG = 1;

    @Spec private CommandSpec spec;

    @Command(
            name = "export",
            description =
                    "Writes the files of all days that are over and not stored yet. A file that is"
                            + " there already is never written again.")
    int export(
            @Mixin Operator by,
            @Option(
                            names = "--to",
                            paramLabel = "DIR",
                            defaultValue = "audit",
                            description = "the folder (default: ${DEFAULT-VALUE})")
                    Path folder,
            @Option(
                            names = "--from",
                            paramLabel = "DAY",
                            description = "the first day (default: the oldest that is not stored)")
                    @Nullable LocalDate from,
            @Option(
                            names = "--until",
                            paramLabel = "DAY",
                            description = "the last day (default: yesterday)")
                    @Nullable LocalDate until) {
        Desk desk = by.desk();
        PrintWriter out = spec.commandLine().getOut();
        for (String service : desk.services()) {
            new AuditExport(desk, service, folder).days(from, until).forEach(out::println);
        }
        return 0;
    }

    @Command(
            name = "verify",
            description =
                    "Checks files with nothing but their signatures (FILE.p7s) and certificates,"
                            + " and that one day goes on where the day before ended.")
    int verify(
            @Option(
                            names = "--certificate",
                            paramLabel = "PEM",
                            required = true,
                            description = "of a service; may be given several times")
                    List<Path> certificates,
            @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files) {
        List<X509Certificate> services = new ArrayList<>();
        certificates.forEach(file -> services.addAll(certificatesOf(file)));
        Map<Source, AuditClosing> before = new HashMap<>();
        boolean sound = true;
        for (Path file : files.stream().sorted().toList()) {
            sound &= verify(file, services, before);
        }
        return sound ? 0 : WRONG;
    }

    /// @param before what closed the last day of each service, so far
    private boolean verify(
            Path file, List<X509Certificate> services, Map<Source, AuditClosing> before) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Optional<AuditClosing> last =
                    AuditFile.closingOf(file).map(it -> before.get(it.source()));
            return switch (new AuditFile(file, last).check(signatureOf(file), services)) {
                case AuditFile.Finding.Wrong it -> {
                    out.printf("%s: %s: %s%n", file.getFileName(), it.fault(), it.what());
                    yield false;
                }
                case AuditFile.Finding.Sound it -> {
                    before.put(it.closing().source(), it.closing());
                    out.printf(
                            "%s: sound, %d entries, %s%n",
                            file.getFileName(),
                            it.closing().entries(),
                            last.isPresent()
                                    ? "goes on from the day before"
                                    : "the day before was not given");
                    yield true;
                }
            };
        } catch (IOException unreadable) {
            throw new PartFailed("Could not read " + file + ".", unreadable);
        }
    }

    private static byte @Nullable [] signatureOf(Path file) throws IOException {
        Path signature = AuditExport.signatureOf(file);
        return Files.exists(signature) ? Files.readAllBytes(signature) : null;
    }

    /// Whatever else is in the file, such as the key, is passed over.
    private static List<X509Certificate> certificatesOf(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(text)) {
            for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                if (entry instanceof X509CertificateHolder holder) {
                    certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
                }
            }
        } catch (IOException | CertificateException unreadable) {
            throw new PartFailed("Could not read a certificate from " + file + ".", unreadable);
        }
        return certificates;
    }
}
