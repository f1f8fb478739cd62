package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Properties;
import local.secrets.LocalSecrets;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.settings.SettingsException;

/** Placeholders of properties that stand for secrets, through the real client. */
class AwsSecretsTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CamelProperties properties = new CamelProperties(camel);

    private LocalSecrets secrets;
    private AwsSecrets function;

    @BeforeEach
    void start() throws IOException {
        secrets = LocalSecrets.start();
        function = new AwsSecrets(secrets::client);
        camel.getPropertiesComponent().addPropertiesFunction(function);
    }

    @AfterEach
    void stop() {
        function.close();
        secrets.close();
        camel.stop();
    }

    @Test
    void resolvesAWholeSecretAndAFieldOfOne() {
        secrets.put("snowline/key", "-----BEGIN\nwith \\n and {braces}");
        secrets.put("snowline/all", "{\"phrase\":\"local one\",\"port\":7}");

        assertThat(value("{{aws:snowline/key}}")).isEqualTo("-----BEGIN\nwith \\n and {braces}");
        assertThat(value("{{aws:snowline/all#phrase}}")).isEqualTo("local one");
        assertThat(value("{{aws:snowline/all#port}}")).isEqualTo("7");
        assertThat(value("{{aws:arn:aws:secretsmanager:us-east-1:000000000000:secret:snowline/all#phrase}}"))
                .isEqualTo("local one");
    }

    @Test
    void seesAChangedSecretTheNextTime() {
        secrets.put("snowline", "one");
        assertThat(value("{{aws:snowline}}")).isEqualTo("one");

        secrets.put("snowline", "two");
        assertThat(value("{{aws:snowline}}")).isEqualTo("two");
    }

    @Test
    void saysWhyASecretCannotBeHadAndNothingOfIt() {
        secrets.put("text", "local-secret");
        secrets.put("fields", "{\"a\":\"local-secret\",\"b\":\"local-secret\"}");
        secrets.put("closed", "local-secret");
        secrets.withhold("closed");

        assertThatThrownBy(() -> value("{{aws:none}}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("{{aws:none}} cannot be resolved: there is no such secret");
        assertThatThrownBy(() -> value("{{aws:closed}}")).hasMessageContaining("secretsmanager:GetSecretValue");
        assertThatThrownBy(() -> value("{{aws:text#a}}"))
                .hasMessageContaining("is no JSON")
                .hasStackTraceContaining("{{aws:text#a}}")
                .extracting(AwsSecretsTest::trace)
                .asString()
                .doesNotContain("local-secret");
        assertThatThrownBy(() -> value("{{aws:fields#c}}"))
                .hasMessageContaining("its fields are a, b")
                .message()
                .doesNotContain("local-secret");
    }

    @Test
    void saysThatTheServiceIsAway() {
        secrets.close();

        assertThatThrownBy(() -> value("{{aws:snowline}}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("out of reach");
    }

    private static String trace(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private String value(String text) {
        Properties values = new Properties();
        values.setProperty("snowflake.password", text);
        camel.getPropertiesComponent().setOverrideProperties(values);
        return properties.value("snowflake.password").orElseThrow();
    }
}
