package routes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import routes.settings.Settings;

/** The properties that pods are given: what the application reads, and what the rest of their manifests relies on. */
class PodPropertiesTest {
    /** How long threads may take to end after Camel has stopped, in seconds. */
    private static final int LAST_WORDS = 10;

    static List<Deployed> deployed() throws IOException, InterruptedException {
        List<Deployed> all = new ArrayList<>();
        for (Rendering rendering : Rendering.all()) {
            for (Workload workload : rendering.manifests().workloads()) {
                all.add(new Deployed(rendering, workload, PodProperties.of(rendering.manifests(), workload)));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("deployed")
    void isCompleteAndHoldsNoUnknownKey(Deployed deployed) {
        Settings settings = Settings.read(deployed.properties());
        assertThat("snowline-" + deployed.properties().of("roles"))
                .isEqualTo(deployed.workload().name());
        assertThat(settings.roles()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("deployed")
    void setsNoEnvironmentVariableThatNobodyReads(Deployed deployed) throws IOException {
        assertThat(deployed.properties().unknownVariables()).isEmpty();
        assertThat(deployed.properties().unknownKeysOfCamel()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("deployed")
    void mountsEveryFileThatAPropertyNames(Deployed deployed) {
        Set<String> named = new TreeSet<>();
        for (String key :
                List.of("snowflake.private-key-file", "ingest.keys-file", "camel.management.basic-properties-file")) {
            deployed.properties().value(key).ifPresent(named::add);
        }
        assertThat(named).isNotEmpty();
        Workload workload = deployed.workload();
        assertThat(named).allMatch(file -> workload.snowline().getVolumeMounts().stream()
                .anyMatch(mount -> file.startsWith(mount.getMountPath() + "/") && isSecret(workload, mount)));
    }

    @ParameterizedTest
    @MethodSource("deployed")
    void keepsACheckpointWhereItOutlivesThePod(Deployed deployed) {
        if (!deployed.properties().of("roles").equals("agent")) {
            return;
        }
        VolumeMount mount = deployed.workload().snowline().getVolumeMounts().stream()
                .filter(found -> deployed.properties().of("tail.checkpoint").startsWith(found.getMountPath() + "/"))
                .findAny()
                .orElseThrow();
        assertThat(volume(deployed.workload(), mount).getHostPath()).isNotNull();
        assertThat(mount.getReadOnly()).isNull();
    }

    @ParameterizedTest
    @MethodSource("deployed")
    void asksPortsForHealthThatPropertiesOpen(Deployed deployed) {
        int management = Integer.parseInt(deployed.properties().of("camel.management.port"));
        for (Probe probe : List.of(
                deployed.workload().snowline().getStartupProbe(),
                deployed.workload().snowline().getLivenessProbe(),
                deployed.workload().snowline().getReadinessProbe())) {
            assertThat(deployed.workload().port(probe.getHttpGet().getPort())).isEqualTo(management);
        }
        assertThat(List.of(
                        path(deployed.workload().snowline().getStartupProbe()),
                        path(deployed.workload().snowline().getLivenessProbe()),
                        path(deployed.workload().snowline().getReadinessProbe())))
                .containsExactly("/observe/health/live", "/observe/health/live", "/observe/health/ready");
        if (deployed.properties().of("roles").equals("gateway")) {
            assertThat(deployed.workload().port(new IntOrString("http")))
                    .isEqualTo(Integer.parseInt(deployed.properties().of("ingest.port")));
        }
    }

    @ParameterizedTest
    @MethodSource("deployed")
    void opensTheManagementPortToThoseWhoLogIn(Deployed deployed) {
        assertThat(deployed.properties().of("camel.management.host")).isEqualTo("0.0.0.0");
        assertThat(deployed.properties().of("camel.management.authentication-enabled"))
                .isEqualTo("true");
        assertThat(deployed.properties().value("camel.management.basic-properties-file"))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("deployed")
    void givesAStopMoreTimeThanItTakes(Deployed deployed) {
        long seconds = Long.parseLong(deployed.properties().of("camel.main.shutdown-timeout")) + LAST_WORDS;
        if (deployed.properties().of("roles").equals("agent")) {
            assertThat(deployed.properties().of("tail.flush")).isEqualTo("5s");
            seconds += 5;
        }
        if (deployed.workload().snowline().getLifecycle() != null) {
            List<String> before = deployed.workload()
                    .snowline()
                    .getLifecycle()
                    .getPreStop()
                    .getExec()
                    .getCommand();
            assertThat(before).hasSize(2).startsWith("sleep");
            seconds += Long.parseLong(before.get(1));
        }
        assertThat(deployed.workload().pod().getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(seconds);
    }

    /** By the name that the loader gives the Lease. */
    @ParameterizedTest
    @MethodSource("deployed")
    void holdsALeaseThatItsRoleAllows(Deployed deployed) {
        if (!deployed.properties().of("roles").equals("loader")) {
            return;
        }
        assertThat(deployed.properties().of("lead.by")).isEqualTo("kubernetes");
        String lease = deployed.properties()
                .value("lead.lease")
                .orElse("snowline-" + deployed.properties().of("pipeline"));
        assertThat(deployed.rendering().manifests().of(Role.class)).hasSize(1).allSatisfy(role -> assertThat(
                        role.getRules().stream()
                                .filter(rule -> !rule.getVerbs().contains("create"))
                                .flatMap(rule -> rule.getResourceNames().stream()))
                .containsExactly(lease));
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPath();
    }

    private static boolean isSecret(Workload workload, VolumeMount mount) {
        return volume(workload, mount).getSecret() != null;
    }

    private static Volume volume(Workload workload, VolumeMount mount) {
        return workload.pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals(mount.getName()))
                .findAny()
                .orElseThrow();
    }

    /** A workload of an overlay with what it reads. */
    private record Deployed(Rendering rendering, Workload workload, PodProperties properties) {
        @Override
        public String toString() {
            return rendering.name() + " " + workload.name();
        }
    }
}
