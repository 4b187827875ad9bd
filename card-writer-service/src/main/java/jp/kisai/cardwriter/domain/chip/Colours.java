package jp.kisai.cardwriter.domain.chip;

import jp.kisai.contracts.vocabulary.ColourBand;

/// 色区分 as text. Assumed for tag C4 to be as in the licence's tag 1A. \[I\]
final class Colours {

    static final String GOLD = "優良";
    static final String BLUE = "その他";
    static final String GREEN = "新規";

    private Colours() {}

    static String text(ColourBand colour) {
        return switch (colour) {
            case GOLD -> GOLD;
            case BLUE -> BLUE;
            case GREEN -> GREEN;
        };
    }

    static ColourBand of(String text) {
        for (ColourBand colour : ColourBand.values()) {
            if (text(colour).equals(text)) {
                return colour;
            }
        }
        throw new IllegalArgumentException("not a colour");
    }
}
