package jp.kisai.localstack.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.StackAddresses;
import jp.kisai.localstack.doubles.Town;

/// What a person can do with a stack that keeps running.
final class Welcome {

    private final LocalStack stack;
    private final PrintWriter out;

    Welcome(LocalStack stack, PrintWriter out) {
        this.stack = stack;
        this.out = out;
    }

    /// @throws IOException if the variables for a first event cannot be left in the data folder
    void print() throws IOException {
        StackAddresses addresses = stack.addresses();
        Path variables = stack.data().resolve("first-event.env");
        Files.writeString(variables, variables(addresses));
        out.printf(
                "%nThe stack keeps running. Ctrl-C stops it; the data stays in %s.%n%n",
                stack.data());
        line("Kafka", addresses.bootstrapServers());
        line("PostgreSQL", addresses.database());
        line("Keycloak", addresses.issuer().toString());
        addresses
                .services()
                .forEach((service, address) -> line(service, address + "  (OpenAPI: /q/openapi)"));
        out.println();
        line("Users", "officer, operator; password: kisai");
        line(
                "Neighbours",
                Neighbours.idOf(Town.CHIYODA).text() + " in 千代田区, and one in each other town");
        out.printf("%nTry next, in another terminal:%n%n");
        out.println("  ./kisai sample 10 > events.jsonl");
        out.println("  ./kisai send events.jsonl");
        out.println("  ./kisai explain EVENT-ID");
        out.printf(
                "%nTo send an event without us (docs/reference/events.md), first: . %s%n",
                variables);
        out.println();
        out.flush();
    }

    /// What the steps of the events page need.
    private static String variables(StackAddresses addresses) {
        return """
                export KAFKA=%s
                export CONSENT=%s
                export OPERATOR_TOKEN=%s
                export HOLDER=%s
                """
                .formatted(
                        addresses.bootstrapServers(),
                        addresses.access().service("consent-service"),
                        addresses.access().operatorToken(),
                        UUID.randomUUID());
    }

    private void line(String name, String what) {
        out.printf("  %-22s %s%n", name, what);
    }
}
