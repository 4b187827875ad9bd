package jp.kisai.localstack;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.localstack.doubles.Access;
import jp.kisai.localstack.process.PartFailed;

/// Where the parts of a running stack answer, as `stack.json` in its data folder says: this is how
/// another command finds it.
///
/// @param pid the process that started the stack
/// @param bootstrapServers the broker
/// @param database host and port of PostgreSQL
/// @param issuer the issuer of access tokens
/// @param services base address of each service's REST interface, by module name
/// @param management base address of each service's health and metrics, by module name
public record StackAddresses(
        long pid,
        String bootstrapServers,
        String database,
        URI issuer,
        Map<String, URI> services,
        Map<String, URI> management) {

    private static final String FILE = "stack.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// The stack that runs with this data folder.
    ///
    /// @throws PartFailed if none does
    public static StackAddresses of(Path data) {
        var file = data.resolve(FILE);
        if (!Files.exists(file)) {
            throw notRunning(data);
        }
        try {
            var addresses = JSON.readValue(file.toFile(), StackAddresses.class);
            if (ProcessHandle.of(addresses.pid()).isEmpty()) {
                throw notRunning(data);
            }
            return addresses;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static PartFailed notRunning(Path data) {
        return new PartFailed(
                "No stack is running with the data folder " + data + ". Start one: ./kisai demo");
    }

    void writeTo(Path data) throws IOException {
        var half = data.resolve(FILE + ".half");
        Files.write(half, JSON.writeValueAsBytes(this));
        Files.move(half, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static void removeFrom(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }

    /// The keyboards of the people around the suite; keeps their tokens, so make one and pass it
    /// on.
    public Access access() {
        var tokens = new Tokens(issuer);
        return new Access() {
            @Override
            public URI service(String name) {
                var address = services.get(name);
                if (address == null) {
                    throw new IllegalArgumentException("There is no service " + name);
                }
                return address;
            }

            @Override
            public String officerToken() {
                return tokens.officer();
            }

            @Override
            public String operatorToken() {
                return tokens.operator();
            }

            @Override
            public String jpkiGatewayToken() {
                return tokens.jpkiGateway();
            }

            @Override
            public String citizenToken(HolderId holder) {
                return tokens.citizen(holder);
            }
        };
    }
}
