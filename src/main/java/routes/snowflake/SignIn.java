package routes.snowflake;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import net.snowflake.client.api.driver.SnowflakeDriver;
import org.slf4j.LoggerFactory;
import routes.settings.SettingsException;
import routes.text.Printable;

/**
 * Opens connections with the secret as it is when each is opened, so that a key or a password changes without a restart.
 * While the new one cannot be read or is not accepted yet, the one accepted last is used and a warning is given: a secret may
 * reach this process before the account knows it. Open connections are left alone. Thread-safe.
 */
final class SignIn implements DataSource {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SignIn.class);
    /** What the driver tells of a sign-in that was refused, by Snowflake's documentation of its errors. */
    private static final int FIRST_REFUSAL = 390_100;

    private static final int LAST_REFUSAL = 390_999;
    private static final int FIRST_JWT_REFUSAL = 394_300;
    private static final int LAST_JWT_REFUSAL = 394_399;
    /** SQL state of an authorization that is invalid. */
    private static final String INVALID = "28000";

    private final Driver driver = driver();
    private final String url;
    private final Properties properties;
    private final Supplier<Credential> credentials;
    private final AtomicReference<Credential> accepted = new AtomicReference<>();

    /**
     * Creates it.
     *
     * @param properties all of a connection but its secret
     * @param credentials reads the secret as it is now; may throw {@link SettingsException}
     * @throws SettingsException if the driver is not on the class path
     */
    SignIn(String url, Properties properties, Supplier<Credential> credentials) {
        this.url = url;
        this.properties = properties;
        this.credentials = credentials;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Credential earlier = accepted.get();
        Credential now;
        try {
            now = credentials.get();
        } catch (SettingsException e) {
            if (earlier == null) {
                throw new SQLException(e.getMessage(), INVALID, e);
            }
            LOG.warn("The secret for Snowflake has changed and cannot be used, so {} is: {}", earlier, e.getMessage());
            return connect(earlier);
        }
        try {
            Connection connection = connect(now);
            if (earlier != null && !now.equals(earlier)) {
                LOG.info("Snowflake has accepted {}, which has changed", now);
            }
            accepted.set(now);
            return connection;
        } catch (SQLException e) {
            if (earlier == null || now.equals(earlier) || !isRefusal(e)) {
                throw e;
            }
            LOG.warn(
                    "Snowflake does not accept {} yet, so {} is used: {} Set the new public key as the user's"
                            + " rsa_public_key_2",
                    now,
                    earlier,
                    Printable.message(e));
            return connect(earlier);
        }
    }

    private Connection connect(Credential credential) throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        credential.put(all);
        Connection connection = driver.connect(url, all);
        if (connection == null) {
            throw new SQLException(
                    "Property snowflake.url is no address of Snowflake: expected"
                            + " jdbc:snowflake://<account>.snowflakecomputing.com/",
                    "08001");
        }
        return connection;
    }

    private static Driver driver() {
        try {
            return new SnowflakeDriver();
        } catch (NoClassDefFoundError e) {
            throw new SettingsException(
                    "There is no Snowflake driver on the class path: an installation for an agent has none. Put"
                            + " snowflake-jdbc-*.jar of the same release into lib/ beside the jar, or run target/snowline.jar"
                            + " where it was built",
                    e);
        }
    }

    static boolean isRefusal(SQLException e) {
        int code = e.getErrorCode();
        return (code >= FIRST_REFUSAL && code <= LAST_REFUSAL)
                || (code >= FIRST_JWT_REFUSAL && code <= LAST_JWT_REFUSAL);
    }

    /** The secret is not the caller's to choose. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("connections are opened as the properties say");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // The driver has its own log.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        DriverManager.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return DriverManager.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SQLException("no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
