package jp.kisai.contracts.vocabulary;

/// The version of a licence record: 1 when it is issued, one more with every change. The fencing
/// token of a card.
public record RecordVersion(long number) implements Comparable<RecordVersion> {

    public RecordVersion {
        if (number < 1) {
            throw new IllegalArgumentException("versions start at 1");
        }
    }

    @Override
    public int compareTo(RecordVersion other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "v" + number;
    }
}
