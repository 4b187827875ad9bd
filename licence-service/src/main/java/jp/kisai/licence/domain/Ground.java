package jp.kisai.licence.domain;

import java.util.List;

/// Every reason for which a procedure or a service is open, with where it is written: the *yes*
/// beside each *no* of [Rule].
public enum Ground {
    /// At any time, for a fee.
    FORM_CHANGE(Basis.page("保有状況について")),
    RECORDED_ANEW(Basis.leaflet("よくある質問⑨⑩")),
    REISSUED_AFTER_LOSS(Basis.law("94条2項")),
    REISSUED_INSTEAD_OF_CARD(Basis.leaflet("よくある質問⑨")),
    /// Follows from what is published of the other losses.
    REISSUED_BESIDE_CARD(Basis.leaflet("よくある質問⑨⑩からの類推").unconfirmed()),
    CARD_KEPT_AFTER_LOSS(Basis.leaflet("よくある質問⑨⑩からの類推").unconfirmed()),
    LOSS_REPORTED(Basis.leaflet("よくある質問⑩")),
    REPORTED_FOR_LICENCE(Basis.law("94条1項")),
    CARD_WAS_CHANGED(Basis.page("注意点2 記載事項変更")),
    MOVE_WITHIN_90_DAYS(Basis.page("注意点2 ただし書 (90日)")),
    NO_SPACE_ON_CARD(Basis.page("注意点2 ただし書 (追記欄)")),
    DOMICILE_AT_COUNTER(Basis.page("注意点3 本籍変更")),
    /// That a suspension lifts no duty to report.
    REPORTED_WHILE_SUSPENDED(Basis.unpublished("停止中の記載事項変更届")),
    RENEWED(Basis.law("101条1項")),
    /// That a suspension keeps nobody from renewing.
    RENEWED_WHILE_SUSPENDED(Basis.unpublished("停止中の更新")),
    RENEWED_ELSEWHERE(Basis.in(Publication.METROPOLITAN_POLICE, "経由地更新 (2025-03-17)")),
    /// The same day.
    CARD_RENEWED_ELSEWHERE(Basis.page("保有するメリット4")),
    /// The card the same day; that the licence follows by its own prefecture is not published.
    BOTH_RENEWED_ELSEWHERE(Basis.page("保有するメリット4 からの類推").unconfirmed()),
    COURSE_ONLINE(Basis.leaflet("サービスの表, よくある質問⑤")),
    LICENCE_SHOWN(Basis.leaflet("サービスの表 免許情報の確認")),
    DOMICILE_ONLINE(Basis.leaflet("サービスの表 本籍のオンライン変更")),
    ONE_STOP(Basis.leaflet("サービスの表 住所変更ワンストップサービス等")),
    RENEWAL_NOTICE(Basis.leaflet("サービスの表 免許更新時期接近のお知らせ受信"));

    private final String source;
    private final boolean confirmed;

    Ground(Basis basis) {
        this.source = basis.source();
        this.confirmed = basis.confirmed();
    }

    public Basis basis() {
        return new Basis(source, confirmed);
    }

    /// As the only thing that an answer rests on.
    List<Basis> alone() {
        return List.of(basis());
    }
}
