package routes.watch;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Makes Camel's HTTP servers, the management server only when it is closed to strangers. Camel asks for it with the
 * properties read, wherever they came from, and before the port is open: no other place has both.
 */
final class CheckedServers extends DefaultMainHttpServerFactory {
    private final boolean isWanted;

    /**
     * Creates it.
     *
     * @param isWanted whether there is a management server at all: a property that turns it off would lose to one in the
     *     environment that turns it on
     */
    CheckedServers(boolean isWanted) {
        this.isWanted = isWanted;
    }

    /**
     * The management server, not started; something that does nothing where none is wanted.
     *
     * @throws routes.settings.SettingsException if anybody could reach more than health without credentials
     */
    @Override
    public Service newHttpManagementServer(
            CamelContext context, HttpManagementServerConfigurationProperties properties) {
        if (!isWanted) {
            return new ServiceSupport() {};
        }
        ManagementAccess.check(properties);
        return super.newHttpManagementServer(context, properties);
    }
}
