package jp.kisai.licence.domain;

import static jp.kisai.contracts.vocabulary.HoldingForm.BOTH;
import static jp.kisai.contracts.vocabulary.HoldingForm.CARD_ONLY;
import static jp.kisai.contracts.vocabulary.HoldingForm.LICENCE_ONLY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jp.kisai.contracts.vocabulary.HoldingForm;

/// The fees (手数料), all of them in one table.
///
/// What an authority has published stands here. What each change of holding form costs is not
/// published, only the most that one can cost; those six, and three more, come from the settings.
public final class Fees {

    /// The most that a change of holding form costs.
    public static final int LARGEST_FORM_CHANGE_YEN = 2_550;

    private static final Basis STANDARD =
            Basis.in(Publication.ENFORCEMENT_ORDER, "43条 (標準額, 2025-03-24)");
    private static final Basis RECORDING = Basis.leaflet("よくある質問⑨⑩");
    private static final Basis UNPUBLISHED = Basis.leaflet("よくある質問⑥ (最大2,550円とだけ)").unconfirmed();
    private static final Basis UNSTATED = Basis.unpublished("手数料");
    private static final Basis ELSEWHERE =
            Basis.in(Publication.METROPOLITAN_POLICE, "経由地更新 (2017年は550円を加算, 2025-03-24 から変更)")
                    .unconfirmed();

    private final List<Row> rows;

    /// One line of the table.
    ///
    /// @param from how the licence is carried before; empty where it makes no difference
    /// @param to how it is carried after; empty where it makes no difference
    /// @param course for courses only
    public record Row(
            Procedure procedure,
            Optional<HoldingForm> from,
            Optional<HoldingForm> to,
            Optional<Course> course,
            Fee fee) {

        private boolean isFor(Procedure wanted, HoldingForm before) {
            return procedure == wanted && from.filter(it -> it != before).isEmpty();
        }
    }

    /// What is not published, in yen.
    public record Unconfirmed(
            int licenceOnlyToCardOnly,
            int licenceOnlyToBoth,
            int cardOnlyToLicenceOnly,
            int cardOnlyToBoth,
            int bothToLicenceOnly,
            int bothToCardOnly,
            int lossReport,
            int itemsChange,
            int renewalElsewhere) {}

    /// What a procedure may cost somebody: least and most.
    public record Quote(int leastYen, int mostYen, boolean confirmed, List<String> sources) {}

    /// @throws IllegalArgumentException if a change of form costs more than the published most
    public Fees(Unconfirmed unconfirmed) {
        List<Row> table = new ArrayList<>();
        table.add(form(LICENCE_ONLY, CARD_ONLY, unconfirmed.licenceOnlyToCardOnly()));
        table.add(form(LICENCE_ONLY, BOTH, unconfirmed.licenceOnlyToBoth()));
        table.add(form(CARD_ONLY, LICENCE_ONLY, unconfirmed.cardOnlyToLicenceOnly()));
        table.add(form(CARD_ONLY, BOTH, unconfirmed.cardOnlyToBoth()));
        table.add(form(BOTH, LICENCE_ONLY, unconfirmed.bothToLicenceOnly()));
        table.add(form(BOTH, CARD_ONLY, unconfirmed.bothToCardOnly()));
        table.add(plain(Procedure.CARD_RECORDING, new Fee(1_500, RECORDING)));
        table.add(plain(Procedure.LICENCE_REISSUE, new Fee(2_550, Basis.leaflet("よくある質問⑨"))));
        table.add(plain(Procedure.LOSS_REPORT, new Fee(unconfirmed.lossReport(), UNSTATED)));
        table.add(plain(Procedure.ITEMS_CHANGE, new Fee(unconfirmed.itemsChange(), UNSTATED)));
        addByResult(table, Procedure.NEW_LICENCE, STANDARD, 1_550, 2_350, 2_450);
        addByResult(table, Procedure.RENEWAL, STANDARD, 2_100, 2_850, 2_950);
        int more = unconfirmed.renewalElsewhere();
        addByResult(
                table,
                Procedure.RENEWAL_ELSEWHERE,
                ELSEWHERE,
                2_100 + more,
                2_850 + more,
                2_950 + more);
        table.add(course(Procedure.COURSE, Course.EXCELLENT, 500));
        table.add(course(Procedure.COURSE, Course.GENERAL, 800));
        table.add(course(Procedure.COURSE, Course.VIOLATION, 1_400));
        table.add(course(Procedure.COURSE, Course.FIRST, 1_400));
        table.add(course(Procedure.ONLINE_COURSE, Course.EXCELLENT, 200));
        table.add(course(Procedure.ONLINE_COURSE, Course.GENERAL, 200));
        rows = List.copyOf(table);
    }

    public List<Row> rows() {
        return rows;
    }

    /// @throws IllegalArgumentException if the two are the same
    public Fee formChange(HoldingForm from, HoldingForm to) {
        return only(
                row ->
                        row.isFor(Procedure.HOLDING_FORM_CHANGE, from)
                                && row.to().equals(Optional.of(to)));
    }

    /// A procedure whose fee depends on nothing.
    public Fee of(Procedure procedure) {
        return only(
                row ->
                        row.procedure() == procedure
                                && row.to().isEmpty()
                                && row.course().isEmpty());
    }

    /// A renewal, at home or elsewhere: by how the licence is carried afterwards.
    public Fee renewal(Procedure where, HoldingForm to) {
        return only(row -> row.procedure() == where && row.to().equals(Optional.of(to)));
    }

    public Fee course(Procedure where, Course course) {
        return only(row -> row.procedure() == where && row.course().equals(Optional.of(course)));
    }

    /// What a procedure may cost somebody who carries the licence so; empty if nothing is paid to
    /// the police for it.
    public Optional<Quote> quote(Procedure procedure, HoldingForm form) {
        List<Fee> fees =
                rows.stream().filter(row -> row.isFor(procedure, form)).map(Row::fee).toList();
        return fees.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Quote(
                                fees.stream().mapToInt(Fee::yen).min().orElseThrow(),
                                fees.stream().mapToInt(Fee::yen).max().orElseThrow(),
                                fees.stream().allMatch(fee -> fee.basis().confirmed()),
                                fees.stream()
                                        .map(fee -> fee.basis().source())
                                        .distinct()
                                        .toList()));
    }

    private Fee only(Predicate<Row> wanted) {
        return rows.stream()
                .filter(wanted)
                .map(Row::fee)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fee for this in the table"));
    }

    private static Row form(HoldingForm from, HoldingForm to, int yen) {
        if (yen > LARGEST_FORM_CHANGE_YEN) {
            throw new IllegalArgumentException(
                    "a change of holding form costs at most " + LARGEST_FORM_CHANGE_YEN + " yen");
        }
        return new Row(
                Procedure.HOLDING_FORM_CHANGE,
                Optional.of(from),
                Optional.of(to),
                Optional.empty(),
                new Fee(yen, UNPUBLISHED));
    }

    private static Row plain(Procedure procedure, Fee fee) {
        return new Row(procedure, Optional.empty(), Optional.empty(), Optional.empty(), fee);
    }

    private static void addByResult(
            List<Row> table, Procedure procedure, Basis basis, int card, int licence, int both) {
        table.add(byResult(procedure, CARD_ONLY, new Fee(card, basis)));
        table.add(byResult(procedure, LICENCE_ONLY, new Fee(licence, basis)));
        table.add(byResult(procedure, BOTH, new Fee(both, basis)));
    }

    private static Row byResult(Procedure procedure, HoldingForm to, Fee fee) {
        return new Row(procedure, Optional.empty(), Optional.of(to), Optional.empty(), fee);
    }

    private static Row course(Procedure where, Course course, int yen) {
        return new Row(
                where,
                Optional.empty(),
                Optional.empty(),
                Optional.of(course),
                new Fee(yen, STANDARD));
    }
}
