package routes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">pod security standard</a>
 * {@code restricted}, and a file system that is only read.
 */
class PodSecurityTest {
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

    /** The one container that is not held to the standard: it gives the checkpoint's directory to the agent's user. */
    private static final String EXCEPTION = "checkpoint-directory";

    static List<Rendering> renderings() throws IOException, InterruptedException {
        List<Rendering> all = new ArrayList<>(Rendering.all());
        all.add(new Rendering(
                "sidecar", Manifests.read(Files.readString(Path.of("k8s", "examples", "agent-sidecar.yaml")))));
        return all;
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void keepsPodsToTheRestrictedStandard(Rendering rendering) {
        assertThat(rendering.manifests().workloads()).isNotEmpty().allSatisfy(workload -> {
            PodSpec pod = workload.pod();
            assertThat(pod.getHostNetwork()).isNull();
            assertThat(pod.getHostPID()).isNull();
            assertThat(pod.getHostIPC()).isNull();
            PodSecurityContext security = pod.getSecurityContext();
            assertThat(security.getRunAsNonRoot()).isTrue();
            assertThat(security.getRunAsUser()).isPositive();
            assertThat(security.getRunAsGroup()).isPositive();
            assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(security.getSysctls()).isEmpty();
            assertThat(pod.getVolumes()).allMatch(volume -> isAllowed(volume) || volume.getHostPath() != null);
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void keepsContainersToTheRestrictedStandard(Rendering rendering) {
        assertThat(containers(rendering)).isNotEmpty().allSatisfy(container -> {
            SecurityContext security = container.getSecurityContext();
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(security.getPrivileged()).isNull();
            assertThat(security.getProcMount()).isNull();
            assertThat(security.getSeccompProfile()).isNull();
            assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            if (container.getName().equals(EXCEPTION)) {
                assertThat(security.getCapabilities().getAdd()).containsExactly("CHOWN");
            } else {
                assertThat(security.getCapabilities().getAdd()).isEmpty();
                assertThat(security.getRunAsNonRoot()).isNull();
                assertThat(security.getRunAsUser()).isNull();
            }
            assertThat(container.getPorts()).allMatch(port -> port.getHostPort() == null);
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void mountsNothingOfAHostButLogsToReadAndACheckpoint(Rendering rendering) {
        for (Workload workload : rendering.manifests().workloads()) {
            List<Volume> ofHost = workload.pod().getVolumes().stream()
                    .filter(volume -> volume.getHostPath() != null)
                    .toList();
            if (!workload.namespace().equals("snowline-agent")) {
                assertThat(ofHost).as(workload.name()).isEmpty();
                continue;
            }
            assertThat(ofHost).extracting(Volume::getName).containsExactlyInAnyOrder("logs", "checkpoint");
            assertThat(workload.containers()
                            .flatMap(container -> container.getVolumeMounts().stream())
                            .filter(mount -> mount.getName().equals("logs")))
                    .isNotEmpty()
                    .allMatch(VolumeMount::getReadOnly);
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void hasTheStandardEnforcedButForTheAgent(Rendering rendering) {
        Map<String, String> levels = Map.of("snowline", "restricted", "snowline-agent", "privileged");
        assertThat(rendering.manifests().of(Namespace.class))
                .hasSize(rendering.name().equals("sidecar") ? 0 : 2)
                .allSatisfy(namespace -> assertThat(namespace.getMetadata().getLabels())
                        .containsEntry(
                                ENFORCE, levels.get(namespace.getMetadata().getName()))
                        .containsEntry("pod-security.kubernetes.io/warn", "restricted"));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void limitsMemoryAndNamesAnImage(Rendering rendering) {
        assertThat(containers(rendering)).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getImage()).contains(":");
        });
    }

    /** Of the kinds that the standard allows, those that are used here. */
    private static boolean isAllowed(Volume volume) {
        return volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getEmptyDir() != null
                || volume.getPersistentVolumeClaim() != null;
    }

    private static Stream<Container> containers(Rendering rendering) {
        return rendering.manifests().workloads().stream().flatMap(Workload::containers);
    }
}
