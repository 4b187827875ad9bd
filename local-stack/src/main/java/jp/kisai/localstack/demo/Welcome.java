package jp.kisai.localstack.demo;

import java.io.PrintWriter;
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

    void print() {
        StackAddresses addresses = stack.addresses();
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
        out.println();
        out.flush();
    }

    private void line(String name, String what) {
        out.printf("  %-22s %s%n", name, what);
    }
}
