package jp.kisai.testkit.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Looks for a place that could take, keep or pass on a PIN (暗証番号): a field of an event, a
/// column, part of the REST interface, a setting. A PIN opens the holder's card and is typed into
/// the device that reads the card, at the counter or at home; what leaves that device is signed,
/// not secret.
public final class PinGuard {

    /// The word by itself or as a part of a name: `pin`, `signature_pin`, `PIN_2`, `signaturePin`,
    /// `pinCode`; not `pinned`, `mapping` or `PINK`.
    private static final Pattern PIN =
            Pattern.compile(
                    "(?<![A-Za-z])(?:pin(?![a-z])|Pin(?![a-z])|PIN(?![A-Za-z]))"
                            + "|(?<=[a-z])Pin(?![a-z])"
                            + "|(?i:pass_?code)|暗証");

    private PinGuard() {}

    public static List<Violation> violations(Repository repository) {
        List<Path> files = new ArrayList<>();
        for (Path module : repository.modules()) {
            Path main = module.resolve("src/main");
            files.addAll(repository.files(main.resolve("resources"), ".json"));
            files.addAll(repository.files(main.resolve("resources"), ".yaml"));
            files.addAll(repository.files(main.resolve("resources"), ".sql"));
            repository.files(main.resolve("java"), ".java").stream()
                    .filter(PinGuard::takesOrPassesOn)
                    .forEach(files::add);
        }
        List<Violation> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Repository.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (PIN.matcher(lines.get(i)).find()) {
                    found.add(
                            repository.violation(
                                    file, i + 1, "a PIN stays in the device that reads the card"));
                }
            }
        }
        return found;
    }

    /// REST resources and views, contracts, rows and settings.
    private static boolean takesOrPassesOn(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/web/")
                || path.contains("/store/")
                || path.contains("/contracts/")
                || path.endsWith("Settings.java");
    }
}
