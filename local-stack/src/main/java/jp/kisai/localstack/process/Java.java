package jp.kisai.localstack.process;

import java.nio.file.Path;

/// The Java that runs us, for children.
public final class Java {

    private Java() {}

    public static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// Our own class path. Surefire hides the real one behind a jar with nothing but a manifest,
    /// and then puts the real one into this property before it runs the first test.
    public static String classPath() {
        return System.getProperty("java.class.path");
    }
}
