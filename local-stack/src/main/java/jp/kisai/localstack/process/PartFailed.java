package jp.kisai.localstack.process;

/// A part of the stack did not do what it was told; the message is written for the person at the
/// terminal and names the log to read.
public final class PartFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PartFailed(String message) {
        super(message);
    }

    public PartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
