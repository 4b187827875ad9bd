package jp.kisai.licence.domain;

/// What can be asked for, and where.
public enum Procedure {
    HOLDING_FORM_CHANGE("保有状況変更", Place.POLICE),
    CARD_RECORDING("免許情報の記録", Place.POLICE),
    LICENCE_REISSUE("運転免許証の再交付", Place.POLICE),
    LOSS_REPORT("免許保有状況変更申出書(紛失時)", Place.POLICE),
    ITEMS_CHANGE("記載事項変更届", Place.POLICE),
    RENEWAL("免許の更新", Place.POLICE),
    RENEWAL_ELSEWHERE("他の公安委員会を経由する更新", Place.POLICE),
    COURSE("更新時講習", Place.POLICE),
    SENIOR_COURSE("高齢者講習", Place.POLICE),
    ONLINE_COURSE("オンライン更新時講習", Place.PORTAL),
    ONLINE_DOMICILE("本籍のオンライン変更", Place.PORTAL),
    MUNICIPAL_CHANGE("マイナンバーカードの記載事項の変更", Place.MUNICIPALITY),
    CARD_REISSUE("マイナンバーカードの再交付・更新", Place.MUNICIPALITY),
    REINSTATEMENT("効力停止の終了", Place.POLICE),
    NEW_LICENCE("免許の新規取得", Place.POLICE);

    private final String japanese;
    private final Place place;

    Procedure(String japanese, Place place) {
        this.japanese = japanese;
        this.place = place;
    }

    /// As the forms at the counter call it.
    public String japanese() {
        return japanese;
    }

    public Place place() {
        return place;
    }
}
