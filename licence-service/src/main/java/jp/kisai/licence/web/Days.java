package jp.kisai.licence.web;

import java.time.DateTimeException;
import java.time.LocalDate;

/// Days as parameters of a request.
final class Days {

    private Days() {}

    /// @throws Refused if it is none
    static LocalDate read(String text, String parameter) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            throw new Refused(Problem.malformed(parameter + " is not a day such as 2026-05-31"));
        }
    }
}
