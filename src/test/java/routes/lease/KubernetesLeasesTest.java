package routes.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.settings.LeadBy;
import routes.settings.LeadSettings;
import routes.settings.SettingsException;

/** What is asked of an API server over TLS, and what its answers mean. */
class KubernetesLeasesTest {
    private static final Duration DURATION = Duration.ofSeconds(12);
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path account;

    private LeaseServer server;
    private KubernetesLeases leases;

    @BeforeEach
    void start() throws Exception {
        server = new LeaseServer(account);
        leases =
                KubernetesLeases.of(settings(server.endpoint().toString(), account, Optional.empty()), "snowline-main");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void createsALeaseAndWritesNoOtherVersionThanTheOneItRead() {
        Lease unborn = leases.read();
        assertThat(unborn.version()).isEmpty();

        Lease created = leases.write(unborn.takenBy("first", DURATION, NOW)).orElseThrow();
        assertThat(leases.write(unborn.takenBy("second", DURATION, NOW))).isEmpty();
        assertThat(server.holder("snowline-main")).isEqualTo("first");

        Lease renewed = leases.write(created.renewed(DURATION, NOW)).orElseThrow();
        assertThat(leases.write(created.takenBy("second", DURATION, NOW))).isEmpty();
        assertThat(renewed.version()).isNotEqualTo(created.version());

        assertThat(leases.write(leases.read().released(NOW))).isPresent();
        assertThat(leases.read().holder()).isEmpty();
    }

    @Test
    void readsTheTokenAnewForEachRequest() throws Exception {
        leases.read();
        server.rotateToken("second-token");

        assertThat(leases.read().holder()).isEmpty();
    }

    @Test
    void saysWhatTheServiceAccountMustBeGranted() {
        server.refuse("create");
        Lease taken = leases.read().takenBy("first", DURATION, NOW);
        assertThatThrownBy(() -> leases.write(taken))
                .isInstanceOf(LeaseException.class)
                .hasMessageContaining("may not create leases/snowline-main in namespace logs (403)")
                .hasMessageContaining("get, create and update");
        server.refuse("get");
        assertThatThrownBy(leases::read).hasMessageContaining("may not get");
    }

    @Test
    void tellsOfAnUnknownTokenWithoutTellingTheToken() {
        server.expect("another-token");

        assertThatThrownBy(leases::read)
                .isInstanceOf(LeaseException.class)
                .hasMessageContaining("401")
                .message()
                .doesNotContain("first-token");
    }

    @Test
    void tellsOfAServerThatIsAway() {
        server.away(true);
        assertThatThrownBy(leases::read).isInstanceOf(LeaseException.class).hasMessageContaining("503");

        server.close();
        assertThatThrownBy(leases::read).isInstanceOf(LeaseException.class).hasMessageContaining("cannot be reached");
    }

    @Test
    void tellsOfANamespaceThatIsNotThere() {
        KubernetesLeases elsewhere = KubernetesLeases.of(
                settings(server.endpoint().toString(), account, Optional.of("nowhere")), "snowline-main");
        Lease taken = elsewhere.read().takenBy("first", DURATION, NOW);

        assertThatThrownBy(() -> elsewhere.write(taken)).hasMessageContaining("lead.namespace");
    }

    @Test
    void trustsTheAuthorityOfItsClusterAlone(@TempDir Path other) throws Exception {
        try (LeaseServer stranger = new LeaseServer(other)) {
            KubernetesLeases deceived = KubernetesLeases.of(
                    settings(stranger.endpoint().toString(), account, Optional.empty()), "snowline-main");

            assertThatThrownBy(deceived::read)
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void namesTheFilesOfTheServiceAccountThatAreNotThere(@TempDir Path empty) throws Exception {
        String endpoint = server.endpoint().toString();
        assertThatThrownBy(() -> KubernetesLeases.of(settings(endpoint, empty, Optional.empty()), "snowline-main"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ca.crt")
                .hasMessageContaining("lead.service-account");
        Files.copy(account.resolve("ca.crt"), empty.resolve("ca.crt"));
        assertThatThrownBy(() -> KubernetesLeases.of(settings(endpoint, empty, Optional.empty()), "snowline-main"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("lead.namespace");
        KubernetesLeases without = KubernetesLeases.of(settings(endpoint, empty, Optional.of("logs")), "snowline-main");
        assertThatThrownBy(without::read).isInstanceOf(LeaseException.class).hasMessageContaining("token");
    }

    private static LeadSettings settings(String server, Path account, Optional<String> namespace) {
        return new LeadSettings(
                LeadBy.KUBERNETES,
                Optional.empty(),
                Optional.empty(),
                namespace,
                DURATION,
                Duration.ofSeconds(8),
                Duration.ofSeconds(2),
                Optional.of(server),
                account);
    }
}
