package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.RecordVersion;

/// A course of a renewal that is taken online (オンライン更新時講習), with only the moves that its state
/// allows.
///
/// ```
///   Booked ── take ──▶ Taken ── complete ──▶ Completed   at the counter, test and fee
///      │                 │
///      ├──── replace ────┴──▶ Replaced    by a course at the counter, or of the other class
///      └───── lapse ─────┴──▶ Lapsed      see [Lapse]
/// ```
/// What was booked, taken, completed and replaced is recorded. That it lapsed follows from the day
/// until which it was booked and from the record.
///
/// Source: 鹿児島県警察「マイナ免許証を交付された方へ」 よくある質問⑤ (the renewal ends at the police); 山口県警察 オンライン更新時講習 (taken
/// within the window).
public sealed interface OnlineCourse {

    Booking booking();

    /// @param validUntil the last day on which the licence can be renewed with it
    record Booking(UUID id, Course course, LocalDate bookedOn, LocalDate validUntil) {}

    record Booked(Booking booking) implements OnlineCourse {}

    record Taken(Booking booking, LocalDate on) implements OnlineCourse {}

    /// @param by the version that renewed the licence
    record Completed(Booking booking, LocalDate takenOn, RecordVersion by)
            implements OnlineCourse {}

    /// @param by the version that renewed the licence without it; none where another was booked
    record Replaced(Booking booking, Optional<LocalDate> takenOn, Optional<RecordVersion> by)
            implements OnlineCourse {}

    record Lapsed(Booking booking, Optional<LocalDate> takenOn, Lapse why)
            implements OnlineCourse {}

    /// Why a course that was booked or taken is worth nothing any more.
    enum Lapse {
        /// The last day for the renewal has passed.
        WINDOW_OVER,
        /// The licence was cancelled or has lapsed.
        LICENCE_ENDED,
        /// No card carries the licence any more.
        NO_CARD
    }

    /// What is recorded of a booking.
    record Facts(
            Booking booking,
            Optional<LocalDate> takenOn,
            Optional<RecordVersion> completedBy,
            boolean replaced,
            Optional<RecordVersion> replacedBy) {

        /// Whether no renewal has been made since, and one still can be.
        public boolean isOpenOn(LocalDate today) {
            return completedBy.isEmpty() && !replaced && !today.isAfter(booking.validUntil());
        }
    }

    /// Where a booking stands on a day.
    static OnlineCourse of(Facts facts, LicenceRecord record, LocalDate today) {
        Booking booking = facts.booking();
        if (facts.replaced()) {
            return new Replaced(booking, facts.takenOn(), facts.replacedBy());
        }
        Optional<LocalDate> taken = facts.takenOn();
        if (taken.isPresent() && facts.completedBy().isPresent()) {
            return new Completed(booking, taken.get(), facts.completedBy().get());
        }
        return lapse(booking, record, today)
                .<OnlineCourse>map(why -> new Lapsed(booking, taken, why))
                .orElseGet(
                        () ->
                                taken.<OnlineCourse>map(on -> new Taken(booking, on))
                                        .orElseGet(() -> new Booked(booking)));
    }

    private static Optional<Lapse> lapse(Booking booking, LicenceRecord record, LocalDate today) {
        return switch (record.standing()) {
            case Standing.Cancelled _, Standing.Lapsed _ -> Optional.of(Lapse.LICENCE_ENDED);
            case Standing.InForce _, Standing.Suspended _ -> {
                if (today.isAfter(booking.validUntil())) {
                    yield Optional.of(Lapse.WINDOW_OVER);
                }
                yield record.holding().card().isPresent()
                        ? Optional.empty()
                        : Optional.of(Lapse.NO_CARD);
            }
        };
    }

    /// Why a course of this class cannot be booked today.
    static Optional<Rule> refusalToBook(
            LicenceRecord record, Course course, Optional<OnlineCourse> newest, LocalDate today) {
        return Renewals.window(record, today)
                .or(() -> Renewals.online(record, course))
                .or(
                        () ->
                                newest.filter(OnlineCourse::isOpen)
                                        .filter(it -> it.booking().course() == course)
                                        .map(_ -> Rule.ONLINE_COURSE_BOOKED));
    }

    /// Why the counter cannot renew with it.
    static Optional<Rule> refusalAtCounter(Optional<OnlineCourse> newest, Course judged) {
        if (newest.isPresent() && newest.get() instanceof Taken taken) {
            return taken.booking().course() == judged
                    ? Optional.empty()
                    : Optional.of(Rule.ONLINE_COURSE_OTHER_CLASS);
        }
        return Optional.of(Rule.ONLINE_COURSE_NOT_TAKEN);
    }

    /// Whether a renewal can still be made with it.
    default boolean isOpen() {
        return switch (this) {
            case Booked _, Taken _ -> true;
            case Completed _, Replaced _, Lapsed _ -> false;
        };
    }
}
