package routes.watch;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.support.service.ServiceSupport;
import routes.settings.OwnedFile;
import routes.settings.SettingsException;

/**
 * Makes Camel's HTTP servers, the management server only when it is closed to strangers. Camel asks for it with the
 * properties read, wherever they came from, and before the port is open: no other place has both.
 */
final class CheckedServers extends DefaultMainHttpServerFactory {
    private final boolean isWanted;
    private volatile boolean isJolokiaWanted;
    private volatile Optional<OwnedFile<Users>> users = Optional.empty();

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
     * @throws SettingsException if anybody could reach more than health without credentials
     */
    @Override
    public Service newHttpManagementServer(
            CamelContext context, HttpManagementServerConfigurationProperties properties) {
        if (!isWanted) {
            return new ServiceSupport() {};
        }
        users = ManagementAccess.users(properties);
        Gate gate = ManagementAccess.gate(properties, users);
        ManagementHttpServer server = (ManagementHttpServer) super.newHttpManagementServer(context, properties);
        // In place of Camel's own authentication, which knows no roles and wants passwords as they are. The server puts
        // it
        // before all else and only then opens the port.
        AuthenticationConfig first = new AuthenticationConfig(List.of(new First(gate)));
        first.setEnabled(true);
        server.getConfiguration().setAuthenticationConfig(first);
        // Camel's own has one policy for everybody.
        isJolokiaWanted = properties.isJolokiaEnabled();
        server.setJolokiaEnabled(false);
        return server;
    }

    /** The file of users, if they have to log in, as far as the properties have been read. */
    Optional<OwnedFile<Users>> users() {
        return users;
    }

    /** Whether the properties ask for Jolokia, as far as they have been read. */
    boolean isJolokiaWanted() {
        return isJolokiaWanted;
    }

    /**
     * Never the server for business traffic: nothing here is served by it, and on the port of the management server it would
     * take its place, with everything open.
     *
     * @throws SettingsException always
     */
    @Override
    public Service newHttpServer(CamelContext context, HttpServerConfigurationProperties properties) {
        throw new SettingsException("Property camel.server.enabled is true, but nothing is served there: remove the "
                + "properties camel.server.*. Events are taken where ingest.port says.");
    }

    /** The gate, in the place of a handler that authenticates requests to any path. */
    private static final class First extends AuthenticationConfigEntry {
        private final Gate gate;

        First(Gate gate) {
            this.gate = gate;
            setPath("/*");
        }

        @Override
        public Handler<RoutingContext> createAuthenticationHandler(Vertx vertx) {
            return gate;
        }
    }
}
