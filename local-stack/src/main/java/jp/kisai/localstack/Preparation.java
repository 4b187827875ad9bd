package jp.kisai.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// What must exist before the services start: the keys and certificates of the systems outside.
@FunctionalInterface
public interface Preparation {

    /// Writes its files below the data folder and tells each service what it needs to know of them.
    ///
    /// @return additions to the environment of the services; a service may be missing
    Map<Service, Map<String, String>> environments(Path data) throws IOException;

    /// Nothing to prepare.
    static Preparation none() {
        return _ -> Map.of();
    }
}
