package jp.kisai.localstack;

import java.time.Duration;

/// Is told how the start and the end of a stack go. Called from several threads.
public interface Progress {

    void starting(Part part);

    void ready(Part part, Duration took);

    void failed(Part part);

    void stopping();

    void stopped(Duration took);

    /// For those who do not look.
    static Progress silent() {
        return new Progress() {
            @Override
            public void starting(Part part) {}

            @Override
            public void ready(Part part, Duration took) {}

            @Override
            public void failed(Part part) {}

            @Override
            public void stopping() {}

            @Override
            public void stopped(Duration took) {}
        };
    }
}
