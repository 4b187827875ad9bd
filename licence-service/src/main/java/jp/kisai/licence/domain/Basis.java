package jp.kisai.licence.domain;

/// Where a rule or a fee is written, and whether we may rely on it.
///
/// @param source the publication and the place in it, for whoever has to defend the rule
/// @param confirmed whether an authority says so; otherwise it rests on one report or on practice,
///     and whoever runs the service has to check it
public record Basis(String source, boolean confirmed) {

    static Basis leaflet(String place) {
        return new Basis("鹿児島県警察「マイナ免許証を交付された方へ」" + place, true);
    }

    static Basis page(String place) {
        return new Basis("神奈川県警察「マイナ免許証について」(2025-03-24) " + place, true);
    }

    static Basis law(String clause) {
        return new Basis("道路交通法 " + clause, true);
    }

    static Basis official(String source) {
        return new Basis(source, true);
    }

    static Basis unconfirmed(String source) {
        return new Basis(source, false);
    }
}
