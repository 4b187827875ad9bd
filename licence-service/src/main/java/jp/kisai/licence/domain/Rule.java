package jp.kisai.licence.domain;

/// Every reason for which a procedure or a service is refused, with where it is written and what is
/// open instead.
public enum Rule {
    LICENCE_SUSPENDED(Basis.law("103条; 大分県警察 (停止中は記録できない)"), Procedure.REINSTATEMENT),
    LICENCE_CANCELLED(Basis.law("103条"), Procedure.NEW_LICENCE),
    LICENCE_LAPSED(Basis.law("105条"), Procedure.NEW_LICENCE),
    /// The last day, extended over weekends and holidays, has passed.
    LICENCE_EXPIRED(Basis.law("92条の2 4項, 105条"), Procedure.NEW_LICENCE),
    /// The record already says so.
    SAME_AS_BEFORE(Basis.page("保有状況について"), Procedure.HOLDING_FORM_CHANGE),
    /// A licence that no card carries is brought onto one by a change of form.
    NO_CARD_YET(Basis.page("保有状況について"), Procedure.HOLDING_FORM_CHANGE),
    CARD_EXPIRED(Basis.page("一体化について ※有効期間が過ぎているもの"), Procedure.CARD_REISSUE),
    CHIP_BROKEN(Basis.page("一体化について ※ICチップが壊れている"), Procedure.CARD_REISSUE),
    /// Only a card that the officer has examined is recorded on.
    CARD_NOT_SHOWN(Basis.page("一体化について ※有効なマイナンバーカード"), Procedure.HOLDING_FORM_CHANGE),
    /// Recorded again is a card that the municipality issued anew, not the lost one.
    CARD_NOT_REISSUED(Basis.leaflet("よくある質問⑨⑩"), Procedure.CARD_REISSUE),
    /// What the holder does not have cannot be lost.
    NOTHING_TO_LOSE(Basis.page("保有状況について"), Procedure.HOLDING_FORM_CHANGE),
    /// The last digit of the number counts to nine; what follows is not published.
    REISSUES_USED_UP(Basis.unpublished("10回目の再交付の免許証番号"), Procedure.NEW_LICENCE),
    /// Who carries both brings both.
    BOTH_NEEDED(Basis.leaflet("注意点②"), Procedure.ITEMS_CHANGE),
    /// The card first: the police can neither change it nor run ahead of it.
    CARD_FIRST(Basis.page("注意点2 記載事項変更"), Procedure.MUNICIPAL_CHANGE),
    RESIDENT_RECORD_NEEDED(Basis.page("注意点2 ただし書, 注意点3"), Procedure.ITEMS_CHANGE),
    /// Who carries the licence alone shows it too; the publications only speak of cards.
    RESIDENT_RECORD_FOR_LICENCE(Basis.unpublished("運転免許証のみの記載事項変更届の書類"), Procedure.ITEMS_CHANGE),
    OLDER_THAN_RECORD(Basis.law("94条1項"), Procedure.ITEMS_CHANGE),
    /// Nothing of the record would be different.
    NOTHING_CHANGES(Basis.law("94条1項"), Procedure.ITEMS_CHANGE),
    RENEWAL_NOT_YET(Basis.law("101条1項"), Procedure.RENEWAL),
    APTITUDE_TEST_NEEDED(Basis.leaflet("よくある質問⑤"), Procedure.RENEWAL),
    FEE_NEEDED(Basis.leaflet("よくある質問⑤"), Procedure.RENEWAL),
    COURSE_NEEDED(Basis.law("101条の3"), Procedure.COURSE),
    SENIOR_COURSE_NEEDED(Basis.law("101条の4"), Procedure.SENIOR_COURSE),
    ONLINE_COURSE_WITHOUT_CARD(Basis.leaflet("サービスの表"), Procedure.COURSE),
    ONLINE_COURSE_FOR_OTHERS(Basis.leaflet("サービスの表 (優良講習または一般講習に限る)"), Procedure.COURSE),
    ONLINE_COURSE_NOT_YET(Basis.page("保有するメリット3 ※令和7年3月24日以降に誕生日"), Procedure.COURSE),
    ONLINE_COURSE_AGE(
            Basis.in(Publication.NATIONAL_POLICE, "オンライン更新時講習 (70歳未満)"), Procedure.SENIOR_COURSE),
    ONLINE_COURSE_BOOKED(
            Basis.in(Publication.YAMAGUCHI_POLICE, "オンライン更新時講習 受講期間"), Procedure.ONLINE_COURSE),
    ONLINE_COURSE_NOT_BOOKED(
            Basis.in(Publication.YAMAGUCHI_POLICE, "オンライン更新時講習 受講期間"), Procedure.ONLINE_COURSE),
    /// What the counter is told was taken online has to be known here as taken.
    ONLINE_COURSE_NOT_TAKEN(Basis.page("保有するメリット3 ※受講後に更新手続"), Procedure.COURSE),
    /// The course of one class does not stand for that of the other.
    ONLINE_COURSE_OTHER_CLASS(Basis.unpublished("区分の異なるオンライン講習"), Procedure.COURSE),
    ELSEWHERE_IS_HOME(Basis.law("101条の2の2"), Procedure.RENEWAL),
    ELSEWHERE_FOR_OTHERS(
            Basis.in(Publication.METROPOLITAN_POLICE, "経由地更新 (優良・一般)"), Procedure.RENEWAL),
    /// With a licence alone, until the birthday.
    ELSEWHERE_TOO_LATE(
            Basis.in(Publication.METROPOLITAN_POLICE, "経由地更新 (誕生日まで)"), Procedure.RENEWAL),
    ELSEWHERE_CONDITIONS(
            Basis.in(Publication.METROPOLITAN_POLICE, "経由地更新 (身体の状態)"), Procedure.RENEWAL),
    ELSEWHERE_WITH_ANOTHER_CHANGE(
            Basis.in(Publication.METROPOLITAN_POLICE, "経由地更新 (同時の変更)"), Procedure.RENEWAL),
    VIEW_WITHOUT_CARD(Basis.leaflet("サービスの表"), Procedure.HOLDING_FORM_CHANGE),
    NOTICE_WITHOUT_CARD(Basis.leaflet("サービスの表"), Procedure.HOLDING_FORM_CHANGE),
    ONLINE_DOMICILE_NOT_CARD_ONLY(Basis.leaflet("サービスの表"), Procedure.ITEMS_CHANGE),
    ONE_STOP_NOT_CARD_ONLY(Basis.leaflet("サービスの表"), Procedure.ITEMS_CHANGE);

    private final String source;
    private final boolean confirmed;
    private final Procedure instead;

    Rule(Basis basis, Procedure instead) {
        this.source = basis.source();
        this.confirmed = basis.confirmed();
        this.instead = instead;
    }

    public Basis basis() {
        return new Basis(source, confirmed);
    }

    /// The procedure that is open to the holder now.
    public Procedure instead() {
        return instead;
    }
}
