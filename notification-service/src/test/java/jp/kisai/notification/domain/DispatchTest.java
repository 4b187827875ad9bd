package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.kisai.notification.domain.Dispatch.Next;
import jp.kisai.notification.domain.Dispatch.Receipt;
import jp.kisai.notification.domain.Dispatch.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a notice on its way.
class DispatchTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
    private static final Dispatch.Rules RULES =
            new Dispatch.Rules(5, Duration.ofSeconds(30), Duration.ofSeconds(100));

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 60", "3, 100", "4, 100"})
    void waitsLongerEachTimeUpToTheLongest(int attempts, int seconds) {
        Next next = Dispatch.after(new Receipt.Failed(Trouble.BUSY), attempts, NOW, RULES);

        assertEquals(new Next.Again(NOW.plusSeconds(seconds), Trouble.BUSY), next);
    }

    @ParameterizedTest
    @EnumSource
    void isDeadAfterTheLastAttempt(Trouble trouble) {
        assertEquals(
                new Next.Dead(trouble), Dispatch.after(new Receipt.Failed(trouble), 5, NOW, RULES));
    }

    @ParameterizedTest
    @EnumSource
    void isDeadAtOnceWhenRefusedForGood(Trouble trouble) {
        assertEquals(
                new Next.Dead(trouble),
                Dispatch.after(new Receipt.Refused(trouble), 1, NOW, RULES));
    }

    @Test
    void isSentWhenTakenHoweverLate() {
        assertEquals(new Next.Sent(), Dispatch.after(new Receipt.Taken(), 5, NOW, RULES));
        assertEquals(new Next.Overtaken(), Dispatch.after(new Receipt.NotAsked(), 1, NOW, RULES));
    }

    @Test
    void goesOverTheFirstChannelThatIsOpenAndWasNotTried() {
        Preference both =
                new Preference(
                        Language.JAPANESE,
                        List.of(Channel.MAIL, Channel.PORTAL),
                        new MailAddress("hanako@example.jp"));
        List<Channel> all = List.of(Channel.values());

        assertEquals(Optional.of(Channel.MAIL), both.next(all, List.of()));
        assertEquals(Optional.of(Channel.PORTAL), both.next(all, List.of(Channel.MAIL)));
        assertEquals(Optional.of(Channel.PORTAL), both.next(List.of(Channel.PORTAL), List.of()));
        assertEquals(Optional.empty(), both.next(all, all));
        assertEquals(
                Optional.of(Channel.PORTAL), Preference.DEFAULT.next(all, List.of()), "by default");
        assertEquals(
                Optional.empty(),
                Preference.DEFAULT.next(all, List.of(Channel.PORTAL)),
                "no address, no mail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hanako@example.jp", "a.b+c@mail.example.co.jp", "x@y-z.example"})
    void takesPlainAddresses(String text) {
        assertEquals(text, new MailAddress(text).text());
        assertEquals("mail address", new MailAddress(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hanako",
                "@example.jp",
                "hanako@",
                "hanako@jp",
                "hanako@example.jp\r\nBcc: x@example.jp",
                "a@b@example.jp",
                ".a@example.jp",
                "a..b@example.jp",
                "\"a b\"@example.jp",
                "a@-example.jp",
                "a,b@example.jp"
            })
    void refusesEverythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> new MailAddress(text));
    }
}
