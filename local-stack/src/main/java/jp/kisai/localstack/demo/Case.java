package jp.kisai.localstack.demo;

/// One thing that happens in life, and how it must end.
///
/// @param title in English
/// @param japanese in Japanese
/// @param script prepares people at the counter, then plays
public record Case(String title, String japanese, Script script) {

    /// Prepares everything that a counter visit needs; what it returns only sends events and waits.
    @FunctionalInterface
    public interface Script {
        Scene prepare(Stage stage) throws InterruptedException;
    }

    @FunctionalInterface
    public interface Scene {
        Played play() throws InterruptedException;
    }
}
