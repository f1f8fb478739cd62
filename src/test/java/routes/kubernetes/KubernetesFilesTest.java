package routes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The overlays as a cluster would be given them: whole in themselves, and granting no more than is needed. */
class KubernetesFilesTest {
    private static final String PART_OF = "app.kubernetes.io/part-of";

    static List<Rendering> renderings() throws IOException, InterruptedException {
        return Rendering.all();
    }

    @Test
    void refusesAFieldThatKubernetesDoesNotKnow() {
        assertThatThrownBy(() -> Manifests.read("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: a}
                        spec:
                          ports:
                            - {port: 80, targetport: http}
                        """))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("targetport");
        assertThatThrownBy(() -> Manifests.read("apiVersion: v1\nkind: Servise\n"))
                .hasMessageContaining("Servise");
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void holdsEachResourceOnceAndAllOfThemInItsNamespaces(Rendering rendering) {
        Set<String> namespaces = names(rendering.manifests().of(Namespace.class));
        Set<String> seen = new HashSet<>();
        assertThat(rendering.manifests().all()).hasSizeGreaterThan(15);
        for (HasMetadata resource : rendering.manifests().all()) {
            assertThat(seen.add(id(resource))).as("%s once", id(resource)).isTrue();
            assertThat(resource.getMetadata().getLabels()).as(id(resource)).containsEntry(PART_OF, "snowline");
            if (!(resource instanceof Namespace)) {
                assertThat(namespaces)
                        .as(id(resource))
                        .contains(resource.getMetadata().getNamespace());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void givesPodsOnlyConfigMapsAndAccountsThatThereAre(Rendering rendering) {
        Manifests all = rendering.manifests();
        Set<String> read = new HashSet<>();
        for (Workload workload : all.workloads()) {
            String space = workload.namespace();
            assertThat(all.has(ServiceAccount.class, space, workload.pod().getServiceAccountName()))
                    .as(workload.name())
                    .isTrue();
            Stream.concat(
                            workload.pod().getVolumes().stream()
                                    .filter(volume -> volume.getConfigMap() != null)
                                    .map(volume -> volume.getConfigMap().getName()),
                            workload.containers()
                                    .flatMap(container -> container.getEnvFrom().stream())
                                    .filter(source -> source.getConfigMapRef() != null)
                                    .map(source -> source.getConfigMapRef().getName()))
                    .forEach(name -> {
                        assertThat(all.has(ConfigMap.class, space, name))
                                .as("%s of %s", name, workload.name())
                                .isTrue();
                        assertThat(name).as("a hash ends the name").matches(".+-[a-z0-9]{10}");
                        read.add(space + "/" + name);
                    });
            Set<String> volumes =
                    workload.pod().getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
            Set<String> mounted = workload.containers()
                    .flatMap(container -> container.getVolumeMounts().stream())
                    .map(VolumeMount::getName)
                    .collect(Collectors.toSet());
            assertThat(mounted).as(workload.name()).isEqualTo(volumes);
        }
        assertThat(all.of(ConfigMap.class).stream()
                        .filter(map -> !map.getMetadata().getName().equals("snowline-dashboard"))
                        .map(map -> map.getMetadata().getNamespace() + "/"
                                + map.getMetadata().getName()))
                .containsExactlyInAnyOrderElementsOf(read);
    }

    /** Secrets are not in the files; whoever deploys makes them, as docs/deployment.md says. */
    @ParameterizedTest
    @MethodSource("renderings")
    void readsOnlySecretsThatTheGuideMakes(Rendering rendering) throws IOException {
        String guide = Files.readString(Path.of("docs", "deployment.md"));
        Set<String> secrets = new TreeSet<>();
        for (Workload workload : rendering.manifests().workloads()) {
            workload.pod().getVolumes().stream()
                    .filter(volume -> volume.getSecret() != null)
                    .forEach(volume -> secrets.add(
                            workload.namespace() + " " + volume.getSecret().getSecretName()));
            for (Container container : workload.containers().toList()) {
                container.getEnvFrom().stream()
                        .filter(source -> source.getSecretRef() != null)
                        .forEach(source -> secrets.add(workload.namespace() + " "
                                + source.getSecretRef().getName()));
                container.getEnv().stream()
                        .filter(variable -> variable.getValueFrom() != null
                                && variable.getValueFrom().getSecretKeyRef() != null)
                        .forEach(variable -> secrets.add(workload.namespace() + " "
                                + variable.getValueFrom().getSecretKeyRef().getName()));
            }
        }
        rendering.manifests().of(Ingress.class).stream()
                .flatMap(ingress -> ingress.getSpec().getTls().stream()
                        .map(tls -> ingress.getMetadata().getNamespace() + " " + tls.getSecretName()))
                .forEach(secrets::add);
        assertThat(secrets)
                .contains("snowline snowline-snowflake", "snowline-agent snowline-management")
                .allMatch(secret ->
                        guide.matches("(?s).*kubectl -n " + secret.replace(" ", " create secret [a-z]+ ") + " .*"));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void pointsServicesAtPortsOfPods(Rendering rendering) {
        Manifests all = rendering.manifests();
        assertThat(all.of(Service.class)).isNotEmpty().allSatisfy(service -> {
            List<Workload> found = found(
                    all, service.getMetadata().getNamespace(), service.getSpec().getSelector());
            assertThat(found).hasSize(1);
            for (ServicePort port : service.getSpec().getPorts()) {
                assertThat(found.get(0).port(port.getTargetPort())).isPositive();
            }
        });
        assertThat(all.of(Ingress.class)).allSatisfy(ingress -> {
            IngressServiceBackend backend = ingress.getSpec()
                    .getRules()
                    .get(0)
                    .getHttp()
                    .getPaths()
                    .get(0)
                    .getBackend()
                    .getService();
            assertThat(all.of(Service.class))
                    .anyMatch(service -> service.getMetadata().getName().equals(backend.getName())
                            && service.getMetadata()
                                    .getNamespace()
                                    .equals(ingress.getMetadata().getNamespace())
                            && service.getSpec().getPorts().stream().anyMatch(port -> port.getName()
                                    .equals(backend.getPort().getName())));
            assertThat(ingress.getSpec().getTls().get(0).getHosts())
                    .containsExactly(ingress.getSpec().getRules().get(0).getHost());
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void selectsPodsThatThereAre(Rendering rendering) {
        Manifests all = rendering.manifests();
        assertThat(all.workloads()).hasSize(3).allMatch(workload -> workload.isFoundBy(workload.selector()));
        assertThat(all.of(PodDisruptionBudget.class))
                .hasSize(rendering.name().startsWith("local") ? 0 : 2)
                .allSatisfy(budget -> assertThat(found(
                                all,
                                budget.getMetadata().getNamespace(),
                                budget.getSpec().getSelector().getMatchLabels()))
                        .hasSize(1));
        assertThat(all.of(HorizontalPodAutoscaler.class))
                .hasSize(rendering.name().startsWith("local") ? 0 : 1)
                .allSatisfy(scaler -> {
                    CrossVersionObjectReference target = scaler.getSpec().getScaleTargetRef();
                    assertThat(target.getKind()).isEqualTo("Deployment");
                    Deployment scaled = all.of(Deployment.class).stream()
                            .filter(found -> found.getMetadata().getName().equals(target.getName()))
                            .findAny()
                            .orElseThrow();
                    assertThat(scaled.getApiVersion()).isEqualTo(target.getApiVersion());
                    assertThat(scaled.getSpec().getReplicas())
                            .as("a number of replicas would undo the autoscaler's at each apply")
                            .isNull();
                });
        assertThat(all.of(PodMonitor.class)).allSatisfy(monitor -> {
            Map<String, String> labels = monitor.getSpec().getSelector().getMatchLabels();
            List<Workload> found = monitor.getSpec().getNamespaceSelector().getMatchNames().stream()
                    .flatMap(space -> found(all, space, labels).stream())
                    .toList();
            assertThat(found).hasSameSizeAs(all.workloads());
            monitor.getSpec().getPodMetricsEndpoints().forEach(endpoint -> assertThat(found)
                    .allMatch(workload -> workload.port(new IntOrString(endpoint.getPort())) > 0));
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void grantsTheLoaderLeasesAndNobodyAnything(Rendering rendering) {
        Manifests all = rendering.manifests();
        assertThat(all.of(Role.class)).hasSize(1);
        Role role = all.of(Role.class).get(0);
        assertThat(role.getRules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getApiGroups()).containsExactly("coordination.k8s.io");
            assertThat(rule.getResources()).containsExactly("leases");
            assertThat(rule.getNonResourceURLs()).isEmpty();
            assertThat(rule.getVerbs()).isSubsetOf("create", "get", "update");
            if (!rule.getVerbs().equals(List.of("create"))) {
                assertThat(rule.getResourceNames()).containsExactly("snowline-main");
            }
        });
        assertThat(role.getRules().stream().map(PolicyRule::getVerbs).flatMap(List::stream))
                .containsExactlyInAnyOrder("create", "get", "update");
        assertThat(all.of(RoleBinding.class)).hasSize(1).allSatisfy(binding -> {
            assertThat(binding.getRoleRef().getKind()).isEqualTo("Role");
            assertThat(binding.getRoleRef().getName())
                    .isEqualTo(role.getMetadata().getName());
            assertThat(binding.getSubjects()).hasSize(1);
            assertThat(binding.getSubjects().get(0).getKind()).isEqualTo("ServiceAccount");
            assertThat(binding.getSubjects().get(0).getName()).isEqualTo("snowline-loader");
            assertThat(binding.getSubjects().get(0).getNamespace())
                    .isEqualTo(role.getMetadata().getNamespace());
        });
        assertThat(all.workloads())
                .allSatisfy(workload -> assertThat(workload.pod().getAutomountServiceAccountToken())
                        .isEqualTo(workload.name().equals("snowline-loader")));
        assertThat(all.of(ServiceAccount.class)).hasSize(3).allSatisfy(account -> assertThat(
                        account.getAutomountServiceAccountToken())
                .isEqualTo(account.getMetadata().getName().equals("snowline-loader")));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void letsNothingInOrOutThatIsNotNamed(Rendering rendering) {
        Manifests all = rendering.manifests();
        List<NetworkPolicy> policies = all.of(NetworkPolicy.class);
        for (Namespace namespace : all.of(Namespace.class)) {
            assertThat(policies)
                    .anyMatch(policy -> policy.getMetadata()
                                    .getNamespace()
                                    .equals(namespace.getMetadata().getName())
                            && policy.getSpec()
                                    .getPodSelector()
                                    .getMatchLabels()
                                    .isEmpty()
                            && policy.getSpec().getPolicyTypes().equals(List.of("Ingress", "Egress"))
                            && policy.getSpec().getIngress().isEmpty()
                            && policy.getSpec().getEgress().isEmpty());
        }
        assertThat(policies).allSatisfy(policy -> {
            List<Workload> found = found(
                    all,
                    policy.getMetadata().getNamespace(),
                    policy.getSpec().getPodSelector().getMatchLabels());
            assertThat(found).isNotEmpty();
            policy.getSpec().getIngress().forEach(rule -> {
                assertThat(rule.getFrom()).isNotEmpty();
                assertThat(rule.getPorts()).isNotEmpty().allSatisfy(port -> assertThat(found)
                        .allMatch(workload -> workload.port(port.getPort()) > 0));
            });
            policy.getSpec().getEgress().forEach(rule -> assertThat(rule.getPorts())
                    .isNotEmpty());
        });
    }

    @Test
    void namesFilesAfterWhatIsInThem() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("k8s", "base"))) {
            List<Path> manifests = files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .toList();
            assertThat(manifests).hasSizeGreaterThan(15);
            for (Path file : manifests) {
                assertThat(Manifests.read(Files.readString(file)).all())
                        .as("%s", file)
                        .isNotEmpty()
                        .allSatisfy(resource -> assertThat(file.getFileName().toString())
                                .matches(resource.getKind().toLowerCase(Locale.ROOT)
                                        + "(-(agent|gateway|loader))?\\.yaml"));
            }
        }
    }

    private static List<Workload> found(Manifests all, String namespace, Map<String, String> labels) {
        return all.workloads().stream()
                .filter(workload -> workload.namespace().equals(namespace) && workload.isFoundBy(labels))
                .toList();
    }

    private static Set<String> names(List<? extends HasMetadata> resources) {
        return resources.stream().map(found -> found.getMetadata().getName()).collect(Collectors.toSet());
    }

    private static String id(HasMetadata resource) {
        return resource.getKind() + " " + resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName();
    }
}
