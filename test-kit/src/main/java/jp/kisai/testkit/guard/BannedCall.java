package jp.kisai.testkit.guard;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A call that breaks a promise of this codebase, and where it does.
///
/// @param call what the call looks like, its white space removed, up to and without the arguments
/// @param where in which files it is wrong
/// @param why what it breaks
record BannedCall(Pattern call, Predicate<JavaFile> where, String why) {

    private static final List<BannedCall> ALL =
            List.of(
                    banned(
                            "(Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|Year|YearMonth)\\.now"
                                    + "|System\\.currentTimeMillis",
                            BannedCall::deployed,
                            "time comes from the Clock of the postbox, or a replay would decide"
                                    + " differently"),
                    banned(
                            "Clock\\.(system.*|tick.*)",
                            file ->
                                    deployed(file)
                                            && !file.packageName().equals("jp.kisai.postbox"),
                            "there is one Clock, and the postbox produces it"),
                    banned(
                            "UUID\\.randomUUID|Math\\.random|ThreadLocalRandom\\.current",
                            file -> file.isMain() && file.isDomain(),
                            "ids are derived from their cause, so that a replay repeats them"),
                    banned(
                            "Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep",
                            file -> !file.isMain() || !file.inTool(),
                            "a sleep is too short on a slow machine and too long on a fast one;"
                                    + " await a condition"),
                    banned(
                            ".*\\.await\\(\\)\\.(indefinitely|atMost)",
                            BannedCall::deployed,
                            "waiting on the event loop stops every other event with it"),
                    banned(
                            ".*\\.(sendAndForget|sendMessageAndForget)|.*\\.subscribe\\(\\)\\.with",
                            BannedCall::deployed,
                            "what nobody waits for is lost when it fails"),
                    banned(
                            ".*\\.(upsertAll|upsertMultiple)",
                            BannedCall::deployed,
                            "it asks the database twice for each row; one insert from unnest with"
                                    + " an on conflict clause takes any number"),
                    banned(
                            "(.*\\.)?printStackTrace",
                            JavaFile::isMain,
                            "a stack trace on the console reaches no operator, and may carry"
                                    + " personal data"));

    static Optional<String> of(MethodInvocationTree call, JavaFile file) {
        String text = call.getMethodSelect().toString().replaceAll("\\s+", "");
        return takesAClock(call, text) ? Optional.empty() : of(text, file);
    }

    /// `session::upsertMultiple` calls as well as `session.upsertMultiple(rows)` does.
    static Optional<String> of(MemberReferenceTree reference, JavaFile file) {
        return of(reference.getQualifierExpression() + "." + reference.getName(), file);
    }

    private static Optional<String> of(String call, JavaFile file) {
        return ALL.stream()
                .filter(banned -> banned.call.matcher(call).matches())
                .filter(banned -> banned.where.test(file))
                .map(banned -> call + ": " + banned.why)
                .findFirst();
    }

    /// `LocalDate.now(clock)` is as good as the clock it is given.
    private static boolean takesAClock(MethodInvocationTree call, String text) {
        return text.endsWith(".now")
                && call.getArguments().size() == 1
                && call.getArguments().getFirst().toString().matches("(?i).*clock.*");
    }

    private static boolean deployed(JavaFile file) {
        return file.isMain() && !file.inTool();
    }

    private static BannedCall banned(String call, Predicate<JavaFile> where, String why) {
        String withPackage = "([a-z][a-z0-9]*\\.)*(" + call + ")";
        return new BannedCall(Pattern.compile(withPackage), where, why);
    }
}
