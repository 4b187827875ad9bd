package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The gate is seen to reject: one fault at a time is planted into what is rendered for production.
class PlantedFaultsTest {

    private static final String POD = "/spec/template/spec";

    @TempDir static Path folder;

    private static Manifests production = new Manifests(List.of());
    private static Manifests another = new Manifests(List.of());
    private static Gate gate = new Gate(Deployment.here());

    @BeforeAll
    static void render() {
        assumeTrue(Kustomize.installed().isPresent(), Kustomize.HOW_TO_GET_IT);
        Deployment deployment = Deployment.here().withSecretFiles(folder);
        gate = new Gate(deployment);
        Kustomize renderer = Kustomize.installed().orElseThrow();
        production = renderer.render(deployment.folder().resolve("overlays/production"));
        another = renderer.render(deployment.folder().resolve("tests/in-cluster-hpa"));
    }

    /// Object, place in it (`POD` is the pod's specification, `C` its container, `JOB` the pod's of
    /// a timer), value, and a part of what the gate says. No value: what is there is taken away.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    StatefulSet/consent-service | /spec/replcas                               | 2                | replcas
                    StatefulSet/consent-service | C/readinesProbe                             | {}               | readinesProbe
                    StatefulSet/consent-service | POD/runtimeClas                             | 'x'              | runtimeClas
                    Kafka/kisai                 | /spec/kafka/listners                        | []               | listners
                    KafkaTopic/notice.sent.v1   | /spec/partition                             | 8                | partition
                    Cluster/consent-db          | /spec/instance                              | 3                | instance
                    Cluster/consent-db          | /spec/postgresql/synchronous/number         | 0                | number
                    ExternalSecret/consent-service-keys | /apiVersion                         | external-secrets.io/v1beta1 | nobody here knows
                    StatefulSet/licence-service | C/ports/0/containerPort                     | 70000            | is no port
                    Service/licence-service     | /spec/ports/0/port                          | 0                | is no port
                    StatefulSet/licence-service | /spec/selector/matchLabels/version          | v1               | can never be changed
                    StatefulSet/licence-service | /spec/template/metadata/labels/app.kubernetes.io~1name | x     | select its own pods
                    Service/licence-service     | /spec/selector/app.kubernetes.io~1name      | licences         | selects no pod
                    Service/licence-service     | /spec/ports/0/targetPort                    | web              | port that is not there
                    PodDisruptionBudget/licence-service | /spec/selector/matchLabels/app.kubernetes.io~1name | x | protects no pod
                    PodDisruptionBudget/licence-service | /spec/unhealthyPodEvictionPolicy    |                  | keep its node for ever
                    StatefulSet/licence-service | /spec/serviceName                           | x                | get no names
                    NetworkPolicy/licence-service | /spec/podSelector/matchLabels/app.kubernetes.io~1name | x    | means no pod
                    NetworkPolicy/licence-service | /spec/ingress/1/ports/0/port              | metrics          | opens a port that is not there
                    NetworkPolicy/licence-service | /spec/ingress/0/from                      |                  | lets everybody in
                    NetworkPolicy/default-deny  | /spec/policyTypes                           | [Ingress]        | nothing denies by default
                    NetworkPolicy/default-deny  | /spec/egress                                | [{}]             | nothing denies by default
                    NetworkPolicy/services-to-kafka | /spec/egress                            | [{}]             | lets them out to everywhere
                    NetworkPolicy/services-to-kafka | /spec/egress/0/to/0/podSelector/matchLabels/strimzi.io~1name | x | nobody is
                    NetworkPolicy/services-to-kafka | /spec/egress/0/ports/0/port             | 9092             | can not reach what it needs
                    StatefulSet/consent-service | C/readinessProbe/httpGet/port               | admin            | asks a port that is not there
                    StatefulSet/consent-service | C/readinessProbe/httpGet/port               | http             | management port
                    StatefulSet/consent-service | C/livenessProbe/httpGet/path                | /q/health/ready  | livenessProbe must ask
                    StatefulSet/consent-service | C/startupProbe                              |                  | startupProbe must ask
                    StatefulSet/consent-service | POD/securityContext/runAsNonRoot            | false            | may run as root
                    StatefulSet/consent-service | POD/securityContext/runAsUser               | 0                | 10001
                    StatefulSet/consent-service | POD/securityContext/seccompProfile          |                  | seccomp
                    StatefulSet/consent-service | C/securityContext/allowPrivilegeEscalation  |                  | may gain privileges
                    StatefulSet/consent-service | C/securityContext/readOnlyRootFilesystem    | false            | can write
                    StatefulSet/consent-service | C/securityContext/capabilities/drop         | [all]            | must drop
                    StatefulSet/consent-service | POD/automountServiceAccountToken            |                  | mounts a token
                    StatefulSet/consent-service | POD/serviceAccountName                      | default          | no service account
                    StatefulSet/consent-service | POD/enableServiceLinks                      | true             | variables of every service
                    StatefulSet/consent-service | C/resources/limits/cpu                      | 1                | is throttled
                    StatefulSet/consent-service | C/resources/limits/memory                   |                  | no limit of memory
                    StatefulSet/consent-service | C/resources/requests/cpu                    |                  | asks for no processor
                    StatefulSet/consent-service | POD/terminationGracePeriodSeconds           | 30               | killed before it can stop
                    StatefulSet/consent-service | C/lifecycle                                 |                  | preStop must sleep
                    StatefulSet/consent-service | POD/topologySpreadConstraints/0             |                  | one zone
                    StatefulSet/consent-service | C/image                                     | kisai/x:latest   | latest
                    StatefulSet/consent-service | C/image                                     | kisai/x:0.1.0    | no digest
                    StatefulSet/consent-service | C/env/0/valueFrom                           | {secretKeyRef: {name: a, key: b}} | secret in a variable
                    StatefulSet/consent-service | C/envFrom/0                                 | {secretRef: {name: a}} | secret in variables
                    StatefulSet/consent-service | C/envFrom/0/configMapRef/name               | kisai-kafkaa     | no such ConfigMap
                    StatefulSet/consent-service | C/volumeMounts/0/name                       | configs          | a volume that is not there
                    StatefulSet/consent-service | POD/volumes/1/projected/sources/0/secret/name | x              | nobody makes the Secret
                    StatefulSet/consent-service | POD/volumes/1/projected/sources/0/secret/items/0/key | x       | has no x
                    StatefulSet/consent-service | POD/volumes/1/projected/defaultMode         | 420              | everybody in the pod can read
                    StatefulSet/consent-service | POD/volumes/3/emptyDir                      | {}               | fill the node's disk
                    Namespace/kisai             | /metadata/labels/pod-security.kubernetes.io~1enforce | baseline | restricted pods
                    Namespace/kisai             | /metadata/labels/pod-security.kubernetes.io~1enforce-version | latest | pinned version
                    ConfigMap/kisai-kafka       | /kind                                       | Secret           | a secret is rendered
                    KafkaTopic/notice.sent.v1   | /spec/config/min.insync.replicas            | 1                | lose its records
                    KafkaTopic/notice.sent.v1   | /spec/config/message.timestamp.type         | CreateTime       | sender's clock
                    Cluster/consent-db          | /spec/instances                             | 2                | lose commits
                    ScaledObject/consent-service | /spec/maxReplicaCont                       | 7                | maxReplicaCont
                    ScaledObject/consent-service | /spec/maxReplicaCount                      | 8                | never ready
                    ScaledObject/consent-service | /spec/minReplicaCount                      | 1                | only copy restarts
                    ScaledObject/consent-service | /spec/scaleTargetRef/name                  | consent          | scales nothing
                    ScaledObject/consent-service | /spec/triggers/0/metadata/topic            | resident.changed | topic that is not there
                    ScaledObject/consent-service | /spec/triggers/0/metadata/consumerGroup    | licence-service  | another group
                    ScaledObject/consent-service | /spec/triggers/0/metadata/offsetResetPolicy | latest          | offsetResetPolicy
                    ScaledObject/consent-service | /spec/triggers/0/authenticationRef/name    | x                | nobody is x
                    TriggerAuthentication/kisai-keda | /spec/secretTargetRef/1/name           | municipalities   | may not see
                    StatefulSet/consent-service | /spec/replicas                              | 3                | two own the number
                    Cluster/consent-db          | /spec/managed                               |                  | has no role that owns nothing
                    Cluster/consent-db          | /spec/managed/roles/0/name                  | consent_owner    | tables' owner and their user
                    Cluster/consent-db          | /spec/managed/roles/0/passwordSecret/name   | x                | nobody makes the Secret
                    StatefulSet/consent-service | POD/volumes/1/projected/sources/1/secret/name | consent-db-app | works as the role that owns
                    StatefulSet/consent-service | POD/volumes/1/projected/sources/2           |                  | works as the role that owns
                    NetworkPolicy/services-to-tracing | /spec/egress/0/ports/0/port | 4318 | can not get out to tracing:4317
                    NetworkPolicy/tracing | /spec/ingress/0/ports/0/port | health | is not let in to tracing:4317
                    NetworkPolicy/tracing | /spec/egress/0/ports/0/port | 443 | can not get out to traces.example.jp:4317
                    NetworkPolicy/notification-service-to-mail | /spec/egress/0/ports/0/port | 25 | can not get out to smtp.example.jp:587
                    NetworkPolicy/notification-service-to-portal | /spec/egress/0/ports/0/port | 8443 | can not get out to portal.example.jp:443
                    NetworkPolicy/notification-service-to-portal | /spec/egress | [{}] | lets them out to everywhere
                    NetworkPolicy/consent-service-to-ocsp | /spec/egress/0/ports/0/port | 443 | can not get out to ocsp.example.jp:80
                    NetworkPolicy/consent-service-to-db | /spec/egress/0/ports/0/port | 5433 | can not get out to consent-db-rw:5432
                    NetworkPolicy/consent-db | /spec/ingress/0/from/0 |  | is not let in to consent-db-rw:5432
                    NetworkPolicy/keycloak-to-db | /spec/egress/0/ports/0/port | 5433 | can not get out to keycloak-db-rw:5432
                    NetworkPolicy/keycloak-to-db | /spec/podSelector/matchLabels/app | keycloak | KeycloakRealmImport/kisai: can not get out
                    NetworkPolicy/keycloak-db | /spec/ingress/0/from/0 |  | is not let in to keycloak-db-rw:5432
                    Kafka/kisai | /spec/kafka/listeners/0/networkPolicyPeers/0 |  | is not let in to kisai-kafka-bootstrap:9093
                    Kafka/kisai | /spec/kafka/template/kafkaContainer |  | its pods are not taken
                    Kafka/kisai | /spec/kafka/template/initContainer |  | its pods are not taken
                    Kafka/kisai | /spec/entityOperator/template/pod |  | its pods are not taken
                    Kafka/kisai | /spec/kafkaExporter/template |  | its pods are not taken
                    Keycloak/keycloak | /spec/instnces | 2 | instnces
                    Keycloak/keycloak | /spec/networkPolicy/https/0 |  | is not let in to keycloak-service:8443
                    Keycloak/keycloak | /spec/networkPolicy/https | [] | lets everybody in
                    Keycloak/keycloak | /spec/http/httpEnabled | true | not encrypted
                    Keycloak/keycloak | /spec/http/tlsSecret | x | nobody makes the Secret x
                    Keycloak/keycloak | /spec/truststores/database/secret/name | x | nobody makes the Secret x
                    Keycloak/keycloak | /spec/db/passwordSecret/key | x | with x
                    Keycloak/keycloak | /spec/db/url | jdbc:postgresql://keycloak-db-rw/keycloak | who its database is
                    Keycloak/keycloak | /spec/unsupported/podTemplate/spec/securityContext |  | its pods are not taken
                    Keycloak/keycloak | /spec/unsupported/podTemplate/spec/containers/0/securityContext/capabilities |  | its pods are not taken
                    KeycloakRealmImport/kisai | /spec/keycloakCRName | x | is imported nowhere
                    KeycloakRealmImport/kisai | /spec/realm/clients/2/secret | x | has a secret in it
                    KeycloakRealmImport/kisai | /spec/realm/realmm | x | realmm
                    Issuer/kisai | /spec/caa | {} | caa
                    Certificate/consent-service-tls | /spec/dnsName | x | dnsName
                    Certificate/consent-service-tls | /spec/issuerRef/name | x | nobody issues it
                    Certificate/consent-service-tls | /spec/renewBefore | 1h | leaves no week
                    Certificate/consent-service-tls | /spec/renewBefore | 2000h | renewed all the time
                    Certificate/consent-service-tls | /spec/privateKey/rotationPolicy | Never | keeps its key
                    Certificate/consent-service-tls | /spec/secretName | x | nobody makes the Secret consent-service-tls
                    Certificate/kisai-ca | /spec/isCA | false | is no authority
                    ConfigMap/rest-tls | /data/quarkus.tls.rest.reload-period |  | until somebody restarts it
                    StatefulSet/consent-service | POD/volumes/2/projected/sources/5 |  | reads files that nobody mounts
                    Gateway/kisai | /spec/gatewayClasName | x | gatewayClasName
                    Gateway/kisai | /spec/listeners/0/protocol | HTTP | not encrypted
                    Gateway/kisai | /spec/listeners/0/allowedRoutes/namespaces/from | All | another way in
                    Gateway/kisai | /spec/listeners/0/tls/certificateRefs/0/name | x | nobody makes the Secret x
                    HTTPRoute/licence-service | /spec/rules/0/matchs | [] | matchs
                    HTTPRoute/licence-service | /spec/parentRefs/0/sectionName | http | a gateway that is not there
                    HTTPRoute/licence-service | /spec/hostnames |  | takes any name
                    HTTPRoute/licence-service | /spec/rules/0/matches |  | lets every path in
                    HTTPRoute/licence-service | /spec/rules/0/matches/0/path/value | / | nobody's outside
                    HTTPRoute/licence-service | /spec/rules/0/matches/0/path/value | /q/metrics | nobody's outside
                    HTTPRoute/licence-service | /spec/rules/0/backendRefs/0/port | 9000 | leads to health and metrics
                    HTTPRoute/licence-service | /spec/rules/0/backendRefs/0/port | 80 | leads nowhere
                    HTTPRoute/keycloak | /spec/rules/0/backendRefs/0/name | x | leads nowhere
                    BackendTLSPolicy/licence-service | /spec/targetRefs/0/name | x | speaks plain HTTP
                    BackendTLSPolicy/keycloak | /spec/targetRefs/0/name | x | is about a Service that is not there
                    BackendTLSPolicy/licence-service | /spec/validation/hostname | x | is not in the certificate
                    BackendTLSPolicy/licence-service | /spec/validation/caCertificateRefs/0/name | x | trusts nobody
                    PodMonitor/kisai-kafka | /spec/selector/matchLabels/strimzi.io~1cluster | x | scrapes nothing
                    PodMonitor/kisai-postgres | /spec/podMetricsEndpoints/0/port | x | scrapes a port that is not there
                    ServiceMonitor/kisai | /spec/selector/matchLabels/app.kubernetes.io~1component | x | scrapes nothing
                    ServiceMonitor/kisai | /spec/endpoints/0/port | http | scrapes a port that is not there
                    ScheduledBackup/consent-db | /spec/schedule | 0 17 * * * | schedule
                    ScheduledBackup/consent-db | /spec/cluster/name | x | is never backed up as a whole
                    ScheduledBackup/consent-db | /spec/pluginConfiguration/name | x | by a plugin that consent-db does not have
                    ObjectStore/kisai-backup | /spec/configuration/s3Credentials/accessKeyId/key | x | nobody makes the Secret kisai-backup
                    Cluster/consent-db | /spec/plugins |  | is not backed up
                    Cluster/consent-db | /spec/plugins/0/parameters/barmanObjectName | x | archived nowhere
                    StatefulSet/card-writer-service | POD/volumes/4/persistentVolumeClaim/claimName | x | claims a volume that is not there
                    StatefulSet/card-writer-service | POD/volumes/4/persistentVolumeClaim/readOnly |  | keeps something on a volume
                    Deployment/tracing | C/readinessProbe |  | readinessProbe must ask something
                    Deployment/tracing | C/livenessProbe/httpGet/port | x | asks a port that is not there
                    Deployment/tracing | C/image | otel/x:1 | no digest
                    PodDisruptionBudget/tracing | /spec/selector/matchLabels/app.kubernetes.io~1name | x | no disruption budget
                    CronJob/restore-drill | /spec/scedule | x | scedule
                    CronJob/restore-drill | /spec/schedule | 0 0 20 * * 3 | its schedule is not minute
                    CronJob/restore-drill | /spec/timeZone |  | by which clock
                    CronJob/restore-drill | /spec/concurrencyPolicy | Allow | while it still runs
                    CronJob/restore-drill | /spec/startingDeadlineSeconds |  | at any time after its hour
                    CronJob/restore-drill | /spec/jobTemplate/spec/activeDeadlineSeconds |  | run for ever
                    CronJob/restore-drill | /spec/jobTemplate/spec/backoffLimit |  | how often it is tried
                    CronJob/restore-drill | JOB/restartPolicy | OnFailure | no pod to look into
                    CronJob/restore-drill | JOB/securityContext/runAsNonRoot | false | may run as root
                    CronJob/restore-drill | JOB/containers/0/securityContext/readOnlyRootFilesystem |  | can write
                    CronJob/restore-drill | JOB/containers/0/resources/limits/memory |  | no limit of memory
                    CronJob/restore-drill | JOB/containers/0/image | alpine/k8s:1.32.4 | no digest
                    CronJob/restore-drill | JOB/volumes/0/configMap/name | x | no such ConfigMap: x
                    CronJob/restore-drill | JOB/volumes/1/emptyDir | {} | fill the node's disk
                    CronJob/restore-drill | JOB/automountServiceAccountToken | false | lets them out to everywhere
                    RoleBinding/restore-drill | /roleRef/name | x | mounts a token for nothing
                    RoleBinding/restore-drill | /subjects/0/name | x | gives a role to nobody
                    Role/restore-drill | /rules/0/verbs | ['*'] | may do anything
                    Role/restore-drill | /rules/0/verbs | [get, delete] | does not say which [clusters]
                    Role/restore-drill | /rules/1/resourceNames |  | does not say which [clusters]
                    Role/restore-drill | /rules/3/resourceNames |  | does not say which [pods/exec]
                    Role/restore-drill | /rules/1/resourceNames/0 | consent-db | may touch what it did not make: consent-db
                    Role/restore-drill | /rules/3/resourceNames/0 | consent-db-1 | may touch what it did not make: consent-db-1
                    Role/restore-drill | /rules/0/resources | [secrets] | may read secrets
                    Role/restore-drill | /rules/1/resourceNames/0 | x-db-drill | of no database: x-db-drill
                    NetworkPolicy/restore-drill-databases | /spec/podSelector/matchLabels/kisai.jp~1restore-drill | x | means no pod
                    ObjectStore/kisai-backup | /metadata/name | x | restored from nowhere
                    CronJob/audit-export | JOB/automountServiceAccountToken | true | mounts a token for nothing
                    CronJob/audit-export | JOB/volumes/1/projected/defaultMode | 0644 | everybody in the pod can read
                    CronJob/audit-export | JOB/volumes/1/projected/sources/0/secret/items/0/key | x | has no x
                    CronJob/audit-export | JOB/containers/0/envFrom/0/configMapRef/name | x | no such ConfigMap
                    NetworkPolicy/audit-export | /spec/egress/0/ports/0/port | 80 | can not get out to audit.example.jp:443
                    NetworkPolicy/audit-export | /spec/egress/1/ports/0/port | 8080 | can not get out to licence-service:443
                    NetworkPolicy/services-from-audit-export | /spec/ingress/0/ports/0/port | management | is not let in to consent-service:443
                    NetworkPolicy/audit-export-to-keycloak | /spec/egress/0/ports/0/port | 443 | can not get out to keycloak-service:8443
                    Keycloak/keycloak | /spec/networkPolicy/https/2 |  | CronJob/audit-export: is not let in to keycloak-service:8443
                    """)
    void aFaultIsFound(String object, String place, @Nullable String value, String said)
            throws JsonProcessingException {
        Manifests planted = planted(production, object, place, value);

        List<Finding> found = gate.findingsInProduction(planted);

        assertSaid(said, found);
    }

    /// What production has in another way.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HorizontalPodAutoscaler/consent-service | /spec/maxReplica | 7 | maxReplica
                    HorizontalPodAutoscaler/consent-service | /spec/maxReplicas | 8 | never ready
                    HorizontalPodAutoscaler/consent-service | /spec/minReplicas | 1 | only copy restarts
                    HorizontalPodAutoscaler/consent-service | /spec/scaleTargetRef/name | x | scales nothing
                    StatefulSet/consent-service | /spec/replicas | 3 | two own the number
                    Secret/keycloak-tls | /data/tls.key | | nobody makes the Secret keycloak-tls
                    NetworkPolicy/services-to-tracing | /spec/egress/0/to/0/ipBlock/cidr | 0.0.0.0/0 | lets them out to everywhere
                    """)
    void aFaultOfAnotherCombinationIsFound(
            String object, String place, @Nullable String value, String said)
            throws JsonProcessingException {
        Manifests planted = planted(another, object, place, value);

        List<Finding> found = gate.findings(planted);

        assertSaid(said, found);
    }

    private static void assertSaid(String said, List<Finding> found) {
        assertTrue(
                found.stream().map(Finding::toString).anyMatch(line -> line.contains(said)),
                () -> "expected '" + said + "', found " + found);
    }

    @Test
    void withoutAFaultNothingIsFound() {
        assertEquals(List.of(), gate.findingsInProduction(production));
    }

    @Test
    void anObjectThatIsMissingIsMissed() {
        List<Finding> found = gate.findingsInProduction(without("PodDisruptionBudget/"));

        assertTrue(found.toString().contains("no disruption budget"), found::toString);
    }

    @Test
    void aDatabaseThatIsMissingIsMissed() {
        List<Finding> found = gate.findingsInProduction(without("Cluster/consent-db"));

        assertTrue(found.toString().contains("nobody makes the Secret consent-db-app"));
    }

    private static Manifests without(String prefix) {
        return new Manifests(
                production.objects().stream()
                        .filter(object -> !Manifests.id(object).startsWith(prefix))
                        .toList());
    }

    private static Manifests planted(
            Manifests sound, String id, String place, @Nullable String value)
            throws JsonProcessingException {
        String full =
                place.replaceFirst("^POD", POD)
                        .replaceFirst("^JOB", "/spec/jobTemplate" + POD)
                        .replaceFirst("^C/", POD + "/containers/0/");
        List<JsonNode> all =
                sound.objects().stream()
                        .map(object -> object.<JsonNode>deepCopy())
                        .collect(Collectors.toList());
        JsonNode object =
                all.stream()
                        .filter(
                                one ->
                                        Manifests.id(one)
                                                .replaceFirst("-[a-z0-9]{10}$", "")
                                                .equals(id))
                        .findFirst()
                        .orElseThrow();
        JsonPointer pointer = JsonPointer.compile(full);
        JsonNode parent = object.at(pointer.head());
        String last = pointer.last().getMatchingProperty();
        if (parent instanceof ArrayNode array && value == null) {
            array.remove(Integer.parseInt(last));
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), Manifests.YAML.readTree(value));
        } else if (value == null) {
            ((ObjectNode) parent).remove(last);
        } else {
            ((ObjectNode) parent).set(last, Manifests.YAML.readTree(value));
        }
        return new Manifests(all);
    }
}
