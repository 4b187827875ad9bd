package jp.kisai.localstack;

import java.time.Duration;

/// Is told how the start of a stack goes. Called from several threads.
public interface Progress {

    void starting(Part part);

    void ready(Part part, Duration took);

    void failed(Part part);

    /// For those who do not look.
    static Progress silent() {
        return new Progress() {
            @Override
            public void starting(Part part) {}

            @Override
            public void ready(Part part, Duration took) {}

            @Override
            public void failed(Part part) {}
        };
    }
}
