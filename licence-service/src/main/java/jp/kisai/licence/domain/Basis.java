package jp.kisai.licence.domain;

/// Where a rule or a fee is written, and whether we may rely on it.
///
/// @param source the publication and the place in it, for whoever has to defend the rule
/// @param confirmed whether an authority says so; otherwise it rests on one report or on practice,
///     and whoever runs the service has to check it
public record Basis(String source, boolean confirmed) {

    static Basis leaflet(String place) {
        return in(Publication.KAGOSHIMA_LEAFLET, place);
    }

    static Basis page(String place) {
        return in(Publication.KANAGAWA_PAGE, place);
    }

    static Basis law(String clause) {
        return in(Publication.ROAD_TRAFFIC_ACT, clause);
    }

    static Basis in(Publication publication, String place) {
        return new Basis(publication.title() + " " + place, true);
    }

    /// Nobody has published it.
    static Basis unpublished(String what) {
        return in(Publication.NONE, what).unconfirmed();
    }

    /// The same place, which does not say all that is taken from it.
    Basis unconfirmed() {
        return new Basis(source, false);
    }
}
