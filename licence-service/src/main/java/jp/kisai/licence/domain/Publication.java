package jp.kisai.licence.domain;

/// What the rules and the fees are taken from. `docs/reference/sources.md` says of each what it is
/// and where to find it.
public enum Publication {
    KAGOSHIMA_LEAFLET("鹿児島県警察「マイナ免許証を交付された方へ」"),
    KANAGAWA_PAGE("神奈川県警察「マイナ免許証について」(2025-03-24)"),
    ROAD_TRAFFIC_ACT("道路交通法"),
    ENFORCEMENT_ORDER("道路交通法施行令"),
    NATIONAL_POLICE("警察庁"),
    METROPOLITAN_POLICE("警視庁"),
    YAMAGUCHI_POLICE("山口県警察"),
    /// Practice, or what follows from something else: nobody has published it.
    NONE("公表なし");

    private final String title;

    Publication(String title) {
        this.title = title;
    }

    /// How a source begins that lies in it.
    public String title() {
        return title;
    }
}
