package jp.kisai.notification.domain;

import java.util.regex.Pattern;

/// Where a holder reads mail. `toString()` shows nothing of it.
///
/// The constructor refuses (`IllegalArgumentException`) what is not a plain address of RFC 5321,
/// §4.1.2, without quotes; line breaks above all, which would add headers of a stranger's choice.
public record MailAddress(String text) {

    private static final int LONGEST = 254;
    private static final Pattern PLAIN =
            Pattern.compile(
                    "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                            + "@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+");

    public MailAddress {
        if (text.length() > LONGEST || !PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException("not a mail address");
        }
    }

    @Override
    public String toString() {
        return "mail address";
    }
}
