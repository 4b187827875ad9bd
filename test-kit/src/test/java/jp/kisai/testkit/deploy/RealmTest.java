package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The realm that is made in the cluster has what the services ask of tokens.
class RealmTest {

    private static final JsonNode REALM =
            Deployment.here()
                    .written()
                    .named("KeycloakRealmImport", "kisai")
                    .orElseThrow()
                    .at("/spec/realm");

    @Test
    void hasTheRolesThatOperationsAreFor() {
        Set<String> asked =
                Operation.all().stream()
                        .flatMap(operation -> operation.roles().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there =
                each(REALM.at("/roles/realm"))
                        .map(role -> role.path("name").asText())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(asked, there);
    }

    /// `quarkus.oidc.token.audience` and `quarkus.oidc.roles.role-claim-path` of every service.
    @Test
    void itsClientsTokensAreForTheSuiteAndSayTheRoles() {
        for (JsonNode client : REALM.path("clients")) {
            Set<String> said =
                    each(client.path("protocolMappers"))
                            .map(mapper -> mapper.path("config"))
                            .map(
                                    config ->
                                            config.path("included.custom.audience").asText()
                                                    + config.path("claim.name").asText())
                            .collect(Collectors.toSet());

            assertTrue(said.containsAll(Set.of("kisai", "realm_access.roles")), client::toString);
        }
    }

    /// `holder_id` decides whose record a citizen sees.
    @Test
    void onlyAdministratorsSayWhoAHolderIs() {
        JsonNode profile =
                Manifests.parse(
                                REALM.at(
                                                "/components/org.keycloak.userprofile.UserProfileProvider/0/config/kc.user.profile.config/0")
                                        .asText())
                        .objects()
                        .getFirst();
        JsonNode holder =
                each(profile.path("attributes"))
                        .filter(attribute -> attribute.path("name").asText().equals("holder_id"))
                        .findFirst()
                        .orElseThrow();

        assertEquals(Set.of("admin"), Set.copyOf(Manifests.texts(holder.at("/permissions/edit"))));
    }
}
