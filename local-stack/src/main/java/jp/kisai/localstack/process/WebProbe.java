package jp.kisai.localstack.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Asks a server over HTTP whether it is well.
public final class WebProbe {

    private static final int TIMEOUT_MS = 2_000;

    private WebProbe() {}

    /// Whether the address answers 200; no answer is a no.
    public static boolean isWell(URI address) {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }
}
