package jp.kisai.contracts.vocabulary;

/// The manufacturing serial of one My Number card, by which the factory knows it. Not the My
/// Number.
///
/// The constructor refuses (`IllegalArgumentException`) what is not 8 to 32 letters, digits or
/// hyphens
public record CardReference(String text) {

    public CardReference {
        if (!text.matches("[0-9A-Za-z-]{8,32}")) {
            throw new IllegalArgumentException(
                    "a card reference has 8 to 32 letters, digits or hyphens");
        }
    }

    @Override
    public String toString() {
        return "card:" + text.substring(0, 4) + "…";
    }
}
