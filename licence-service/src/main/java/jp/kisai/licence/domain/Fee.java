package jp.kisai.licence.domain;

/// What a procedure costs.
public record Fee(int yen, Basis basis) {

    /// @throws IllegalArgumentException if it is negative
    public Fee {
        if (yen < 0) {
            throw new IllegalArgumentException("a fee is not negative");
        }
    }
}
