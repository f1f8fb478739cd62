package routes.watch;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;

/**
 * Makes Camel's HTTP servers, the management server only when it is closed to strangers. Camel asks for it with the
 * properties read, wherever they came from, and before the port is open: no other place has both.
 */
final class CheckedServers extends DefaultMainHttpServerFactory {
    /**
     * The management server, not started.
     *
     * @throws routes.settings.SettingsException if anybody could reach more than health without credentials
     */
    @Override
    public Service newHttpManagementServer(
            CamelContext context, HttpManagementServerConfigurationProperties properties) {
        ManagementAccess.check(properties);
        return super.newHttpManagementServer(context, properties);
    }
}
