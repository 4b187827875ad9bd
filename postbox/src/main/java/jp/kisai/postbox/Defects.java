package jp.kisai.postbox;

import java.util.StringJoiner;

/// Describes a failure without its messages, which may repeat what a record says of a person.
final class Defects {

    private static final int LONGEST = 400;
    private static final int MOST_CAUSES = 5;

    private Defects() {}

    /// The classes of the failure and its causes, SQLSTATE where there is one, and the first of our
    /// own lines in each.
    static String describe(Throwable failure) {
        StringJoiner text = new StringJoiner(" < ");
        Throwable cause = failure;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            text.add(cause.getClass().getName() + ourLine(cause));
            cause = cause.getCause();
        }
        String state = World.sqlState(failure);
        String whole = state == null ? text.toString() : text + " [SQLSTATE " + state + "]";
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST);
    }

    private static String ourLine(Throwable cause) {
        for (StackTraceElement line : cause.getStackTrace()) {
            if (line.getClassName().startsWith("jp.kisai.")) {
                return " at " + line.getFileName() + ":" + line.getLineNumber();
            }
        }
        return "";
    }
}
