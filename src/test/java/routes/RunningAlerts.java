package routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import routes.alert.OpenAlerts;
import routes.settings.Settings;

/** The alerts of the application without the rest of it. */
final class RunningAlerts implements AutoCloseable {
    private final Main main = new Main();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private OpenAlerts alerts;

    private RunningAlerts() {}

    static RunningAlerts start(Map<String, String> properties) throws Exception {
        RunningAlerts running = new RunningAlerts();
        running.main.setDefaultPropertyPlaceholderLocation("classpath:application.properties");
        properties.forEach(running.main::addOverrideProperty);
        running.main.addOverrideProperty("camel.management.enabled", "false");
        running.main.addOverrideProperty("camel.metrics.enabled", "false");
        running.main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport base) {
                Settings settings = Settings.alerting(new CamelProperties(base.getCamelContext()));
                new AlertWiring(settings, Clock.systemUTC()).add(base, running.meters);
            }
        });
        try {
            running.main.start();
        } catch (Exception e) {
            running.close();
            throw e;
        }
        running.alerts =
                running.main.getCamelContext().getRegistry().lookupByNameAndType("openAlerts", OpenAlerts.class);
        return running;
    }

    OpenAlerts alerts() {
        return alerts;
    }

    double count(String meter, String channel) {
        return meters.get(meter).tag("channel", channel).counter().count();
    }

    @Override
    public void close() {
        main.stop();
    }
}
