package jp.kisai.localstack;

/// One process of the stack.
///
/// Its data and its address are fixed when it is made, so that after [#stop()] or [#kill()] a
/// [#start()] brings back the same thing at the same place. Methods block, and throw
/// [jp.kisai.localstack.process.PartFailed] with the end of the log when the part does not obey.
public interface Part {

    /// The name a person sees, and of the log file.
    String name();

    /// Where it answers, for a person to read.
    String address();

    /// Starts it and returns when it is ready for work.
    void start();

    /// Stops it in an orderly way; nothing happens where it does not run.
    void stop();

    /// SIGKILL, without warning.
    void kill();

    boolean running();

    /// @throws IllegalStateException if it was never started
    long pid();

    default void restart() {
        stop();
        start();
    }
}
