package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.kisai.localstack.process.PartFailed;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// Who may do what on the broker: the table that people read is what the broker is told.
///
/// @param bindings a principal is the common name of a certificate
record KafkaRights(Set<AclBinding> bindings) {

    private static final String PAGE = "docs/operate/kafka-access.md";
    private static final Pattern ROW =
            Pattern.compile("\\| `([\\w-]+)` \\| (topic|group) \\| `([\\w.-]+)` \\| (\\w+) \\|");
    private static final String PRINCIPAL = "User:CN=";
    private static final String ANY_HOST = "*";
    private static final int ASK_TIMEOUT_MS = 2_000;

    /// The rights on the page of this checkout.
    static KafkaRights onThePage() {
        var page = Home.folder().resolve(PAGE);
        var bindings = read(page);
        if (bindings.isEmpty()) {
            throw new PartFailed(page + " grants nothing; no service could work.");
        }
        return new KafkaRights(bindings);
    }

    private static Set<AclBinding> read(Path page) {
        try (var lines = Files.lines(page)) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(KafkaRights::binding)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + page, e);
        }
    }

    private static AclBinding binding(Matcher row) {
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.fromString(row.group(2)), row.group(3), PatternType.LITERAL),
                new AccessControlEntry(
                        PRINCIPAL + row.group(1),
                        ANY_HOST,
                        AclOperation.fromString(row.group(4)),
                        AclPermissionType.ALLOW));
    }

    /// Gives the broker what it lacks and takes from it what is not here.
    ///
    /// @return whether it had exactly these rights when it was asked; if not, ask again
    boolean given(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        var present =
                Set.copyOf(
                        admin.describeAcls(AclBindingFilter.ANY)
                                .values()
                                .get(ASK_TIMEOUT_MS, TimeUnit.MILLISECONDS));
        if (present.equals(bindings)) {
            return true;
        }
        admin.createAcls(without(bindings, present))
                .all()
                .get(ASK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        admin.deleteAcls(
                        without(present, bindings).stream()
                                .map(AclBinding::toFilter)
                                .collect(Collectors.toSet()))
                .all()
                .get(ASK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        return false;
    }

    private static Set<AclBinding> without(Set<AclBinding> some, Set<AclBinding> others) {
        var left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }
}
