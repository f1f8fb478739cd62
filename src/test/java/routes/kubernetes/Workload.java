package routes.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What makes pods: a DaemonSet, a Deployment or a pod itself.
 *
 * @param selector the labels by which it knows its pods
 * @param labels the labels of its pods
 */
record Workload(String namespace, String name, Map<String, String> selector, Map<String, String> labels, PodSpec pod) {
    static Workload of(DaemonSet set) {
        return of(
                set, set.getSpec().getSelector().getMatchLabels(), set.getSpec().getTemplate());
    }

    static Workload of(Deployment deployment) {
        return of(
                deployment,
                deployment.getSpec().getSelector().getMatchLabels(),
                deployment.getSpec().getTemplate());
    }

    static Workload of(Pod pod) {
        ObjectMeta metadata = pod.getMetadata();
        return new Workload("default", metadata.getName(), Map.of(), metadata.getLabels(), pod.getSpec());
    }

    private static Workload of(HasMetadata owner, Map<String, String> selector, PodTemplateSpec template) {
        ObjectMeta metadata = owner.getMetadata();
        return new Workload(
                metadata.getNamespace(),
                metadata.getName(),
                selector,
                template.getMetadata().getLabels(),
                template.getSpec());
    }

    /** Whether a selector finds its pods. */
    boolean isFoundBy(Map<String, String> labelsWanted) {
        return labels.entrySet().containsAll(labelsWanted.entrySet());
    }

    /** The number of a port given by number or name; fails if no container has it. */
    int port(IntOrString port) {
        return containers()
                .flatMap(container -> container.getPorts().stream())
                .filter(found -> port.getStrVal() == null
                        ? found.getContainerPort().equals(port.getIntVal())
                        : port.getStrVal().equals(found.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no port " + port.getValue()));
    }

    Stream<Container> containers() {
        return Stream.of(pod.getInitContainers(), pod.getContainers()).flatMap(List::stream);
    }

    /** The container that runs Snowline. */
    Container snowline() {
        return containers()
                .filter(container -> container.getName().startsWith("snowline"))
                .findFirst()
                .orElseThrow();
    }
}
