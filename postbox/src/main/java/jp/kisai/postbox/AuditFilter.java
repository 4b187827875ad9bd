package jp.kisai.postbox;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Sees every request of an operator or officer that changes something, or looks at something that
/// it names. What it changes is on record in the same transaction; what it is answered is on record
/// before the answer leaves: nobody sees what it is not known that they saw.
@Provider
public class AuditFilter
        implements ContainerRequestFilter, ResteasyReactiveContainerResponseFilter {

    private static final List<String> ROLES = List.of("operator", "officer");
    private static final Set<String> LOOKS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String ACT = AuditFilter.class.getName();
    private static final int UNAUTHORIZED = Response.Status.UNAUTHORIZED.getStatusCode();

    private final SecurityIdentity identity;
    private final ActInHand inHand;
    private final AuditTrail trail;
    private final ResourceInfo resource;
    private final UnexpectedProblems problems = new UnexpectedProblems();

    AuditFilter(
            SecurityIdentity identity,
            ActInHand inHand,
            AuditTrail trail,
            @Context ResourceInfo resource) {
        this.resource = resource;
        this.identity = identity;
        this.inHand = inHand;
        this.trail = trail;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        act(request)
                .ifPresent(
                        act -> {
                            request.setProperty(ACT, act);
                            inHand.begin(act);
                        });
    }

    /// A request that may not be done comes here only; where its token is worth nothing, nobody is
    /// known who could be put on record. An answer that can not be put on record is replaced by one
    /// that tells nothing.
    @Override
    public void filter(
            ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == UNAUTHORIZED) {
            return;
        }
        Optional<Act> act =
                request.getProperty(ACT) instanceof Act begun ? Optional.of(begun) : act(request);
        if (act.isEmpty()) {
            return;
        }
        request.suspend();
        CompletionStage<Void> onRecord =
                trail.answered(act.get(), response.getStatus()).subscribeAsCompletionStage();
        onRecord.whenComplete(
                (_, failure) -> {
                    if (failure != null) {
                        replace(response, problems.unexpected(failure));
                    }
                    request.resume();
                });
    }

    private static void replace(ContainerResponseContext response, Response instead) {
        response.getHeaders().clear();
        response.getHeaders().putAll(instead.getHeaders());
        response.setStatus(instead.getStatus());
        response.setEntity(instead.getEntity(), null, instead.getMediaType());
    }

    private Optional<Act> act(ContainerRequestContext request) {
        if (!isResource()) {
            return Optional.empty();
        }
        Optional<String> role = ROLES.stream().filter(identity::hasRole).findFirst();
        if (role.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> on = on(request.getUriInfo().getPathParameters());
        if (LOOKS.contains(request.getMethod())
                && request.getUriInfo().getPathParameters().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Act(
                        UUID.randomUUID(),
                        role.get(),
                        subject(),
                        request.getMethod() + " " + template(),
                        on));
    }

    /// A path that leads nowhere has no resource.
    private boolean isResource() {
        return resource.getResourceClass() != null && resource.getResourceMethod() != null;
    }

    private String subject() {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? token.getSubject()
                : "unknown";
    }

    private String template() {
        String path =
                path(resource.getResourceClass().getAnnotation(Path.class))
                        + path(resource.getResourceMethod().getAnnotation(Path.class));
        return path.isEmpty() ? "/" : path;
    }

    private static String path(@Nullable Path annotation) {
        String path = annotation == null ? "" : annotation.value().replaceAll("^/+|/+$", "");
        return path.isEmpty() ? "" : "/" + path;
    }

    private static Map<String, String> on(MultivaluedMap<String, String> parameters) {
        Map<String, String> on = new TreeMap<>();
        parameters
                .keySet()
                .forEach(
                        name -> {
                            String value = requireNonNull(parameters.getFirst(name));
                            on.put(name, Act.isId(value) ? value : "?");
                        });
        return on;
    }
}
