package jp.kisai.testkit.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Who may know whom, by package.
final class Dependencies {

    private static final String VOCABULARY = "jp.kisai.contracts.vocabulary";
    private static final Set<String> SERVICES =
            Set.of("consent", "licence", "cardwriter", "notification");

    /// Everything that only tests and demonstrations use.
    private static final Set<String> AROUND = Set.of("localstack", "testkit", "journey");

    private static final List<String> PURE = List.of("java", "org.jspecify", VOCABULARY);

    /// The parts of `java..` through which a class sees the world.
    private static final Pattern IMPURE =
            Pattern.compile(
                    "java\\.(net|sql|nio\\.file|nio\\.channels|lang\\.reflect|util\\.logging)\\..*"
                            + "|java\\.io\\.(File|RandomAccessFile|Console).*"
                            + "|java\\.time\\.Clock|java\\.util\\.Random|java\\.lang\\.(Thread|Process).*"
                            + "|java\\.security\\.SecureRandom");

    private static final Pattern CONTRACTS =
            Pattern.compile(
                    "(java|javax\\.security\\.auth\\.x500|org\\.jspecify|org\\.bouncycastle|com\\.fasterxml\\.jackson|com\\.networknt"
                            + "|com\\.amazon\\.corretto|jp\\.kisai\\.contracts)\\..*");

    private Dependencies() {}

    /// Why a class of one package may not use this type, if it may not.
    static Optional<String> refusal(String from, String type) {
        if (isWithin(from, VOCABULARY) || isDomain(from)) {
            return ofPure(from, type);
        }
        if (isWithin(from, "jp.kisai.contracts")) {
            return CONTRACTS.matcher(type).matches()
                    ? Optional.empty()
                    : Optional.of("the contracts need no framework, so that anybody can use them");
        }
        return betweenModules(part(from), part(type));
    }

    static boolean isDomain(String name) {
        return name.matches("jp\\.kisai\\.[a-z]+\\.domain(\\..*)?");
    }

    static boolean isPure(String name) {
        return isDomain(name) || isWithin(name, VOCABULARY);
    }

    private static Optional<String> ofPure(String from, String type) {
        boolean own = isDomain(from) && isWithin(type, from.replaceFirst("\\.domain.*", ".domain"));
        if (own || (PURE.stream().anyMatch(root -> isWithin(type, root)) && !isImpure(type))) {
            return Optional.empty();
        }
        return Optional.of("the domain knows the Java language and the shared words, nothing else");
    }

    private static boolean isImpure(String type) {
        return IMPURE.matcher(type).matches();
    }

    private static Optional<String> betweenModules(String from, String to) {
        if (SERVICES.contains(to) && !from.equals(to)) {
            return Optional.of("services speak through events, and nobody else looks inside one");
        }
        boolean deployed = SERVICES.contains(from) || from.equals("postbox");
        return deployed && AROUND.contains(to)
                ? Optional.of("what runs in production does not know the doubles around it")
                : Optional.empty();
    }

    /// `consent` for everything in `jp.kisai.consent..`, and empty for what is not ours.
    private static String part(String name) {
        return name.startsWith("jp.kisai.") ? name.split("\\.", -1)[2] : "";
    }

    private static boolean isWithin(String name, String root) {
        return name.equals(root) || name.startsWith(root + ".");
    }
}
