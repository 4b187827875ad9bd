package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jp.kisai.localstack.Home;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The nightly export of the cluster gets its token from the real Keycloak and what it asks for
/// from the real services; and may ask for nothing else.
class AuditExportTest {

    private static final String SCRIPT = "deploy/k8s/components/audit-export/audit-export.sh";

    private static final String ANYTHING_ELSE =
            """
            token=$(curl -s "$QUARKUS_OIDC_AUTH_SERVER_URL/protocol/openid-connect/token" \\
              -d grant_type=client_credentials -d client_id=audit-export -d client_secret=kisai |
              jq -r .access_token)
            for service in $KISAI_AUDIT_SERVICES; do
              curl -s -o /dev/null -w '%{http_code}\\n' -H "Authorization: Bearer $token" \\
                "${service#*=}/operations/flows"
            done
            """;

    @TempDir private Path folder;

    private final LocalStack stack = Suite.running().stack();

    @Test
    void mayTakeTheTrailAndNothingElse() throws Exception {
        for (String tool : List.of("bash", "curl", "jq")) {
            assumeTrue(PageSteps.isInstalled(tool), tool + " is not installed: skipped");
        }
        Files.writeString(folder.resolve("client-secret"), "kisai");
        // A day that began before midnight is stored, too.
        Path aws = Files.writeString(folder.resolve("aws"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwxr-xr-x"));

        Map<String, String> steps =
                Map.of(
                        "export",
                        "sh '" + Home.folder().resolve(SCRIPT) + "'",
                        "anything-else",
                        ANYTHING_ELSE);
        Map<String, String> variables =
                Map.of(
                        "PATH",
                        folder + ":" + System.getenv("PATH"),
                        "KISAI_AUDIT_SERVICES",
                        services(),
                        "KISAI_AUDIT_STORE",
                        "https://store.invalid",
                        "KISAI_AUDIT_BUCKET",
                        "audit",
                        "KISAI_AUDIT_CLIENT",
                        "audit-export",
                        "KISAI_AUDIT_FILES",
                        folder.toString(),
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        stack.addresses().issuer().toString());

        List<String> said =
                new PageSteps(steps, folder)
                        .run(List.of("export", "anything-else"), variables)
                        .lines()
                        .toList();

        for (Service service : Service.values()) {
            assertTrue(said.contains(service.module() + ": every day is stored"), said::toString);
        }
        assertEquals(
                List.of("403", "403", "403", "403"),
                said.stream().filter(line -> line.matches("[0-9]{3}")).toList());
    }

    private String services() {
        return stack.addresses().services().entrySet().stream()
                .map(service -> service.getKey() + "=" + service.getValue())
                .collect(Collectors.joining(" "));
    }
}
