package routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadSettingsTest {
    private final InMemoryProperties complete = InMemoryProperties.complete();

    @Test
    void letsEachLoaderWorkUnlessToldOtherwise() {
        LeadSettings lead = Settings.read(complete).of(LeadSettings.class);

        assertThat(lead.by()).isEqualTo(LeadBy.NONE);
        assertThat(lead.leaseDuration()).isEqualTo(Duration.ofSeconds(12));
        assertThat(lead.lease("main")).isEqualTo("snowline-main");
    }

    @ParameterizedTest
    @CsvSource({"main, snowline-main", "two_words, snowline-two-words", "odd_, snowline-odd"})
    void namesTheLeaseAfterThePipeline(String pipeline, String lease) {
        assertThat(read("lead.by", "kubernetes").lease(pipeline)).isEqualTo(lease);
        assertThat(read("lead.lease", "mine").lease(pipeline)).isEqualTo("mine");
    }

    @Test
    void takesTheServersThatKeepATokenSecret() {
        for (String server : new String[] {"https://10.0.0.1:6443", "https://[fd00::1]:443", "http://127.0.0.1:8001"}) {
            assertThat(read("lead.api-server", server).apiServer()).contains(server);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lead.by, zookeeper, 'expected one of none, file, kubernetes'",
        "lead.by, file, lead.directory is not set",
        "lead.lease, Main, lead.lease is 'Main'",
        "lead.lease, ../main, lead.lease is '../main'",
        "lead.namespace, a/b, lead.namespace is 'a/b'",
        "lead.lease-duration, 12500ms, expected whole seconds",
        "lead.lease-duration, 8s, lead.renew-deadline is 8000ms: expected less than lead.lease-duration",
        "lead.retry-period, 8s, lead.retry-period is 8000ms: expected less than lead.renew-deadline",
        "lead.retry-period, 0ms, lead.retry-period is 0ms",
        "lead.api-server, http://10.0.0.1:8080, expected a URL such as https",
        "lead.api-server, 10.0.0.1:6443, expected a URL such as https",
        "lead.api-server, ftp://127.0.0.1, expected a URL such as https",
    })
    void saysWhatIsWrong(String key, String value, String complaint) {
        assertThatThrownBy(() -> read(key, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(complaint);
    }

    private LeadSettings read(String key, String value) {
        return Settings.read(complete.with(key, value)).of(LeadSettings.class);
    }
}
