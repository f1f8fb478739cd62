package routes.watch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import routes.settings.OwnedFile;
import routes.settings.SettingsException;
import routes.text.Printable;

/**
 * Who may reach the management port: this host, or others who log in. Camel by itself serves everybody when
 * authentication is enabled but no file of users is named, or when its path leaves Jolokia out; neither happens here.
 */
final class ManagementAccess {
    private static final String PREFIX = "camel.management.";
    private static final String HOST = PREFIX + "host";
    private static final String ENABLED = PREFIX + "authentication-enabled";
    private static final String USERS = PREFIX + "basic-properties-file";
    private static final String GUARDED = PREFIX + "authentication-path";
    /** All but health and metrics. */
    private static final String DEFAULT_GUARDED = HawtioConsole.PATH + "*";
    /** What may be asked for credentials: all but health and metrics, or these as well. */
    private static final Set<String> COVERING = Set.of(DEFAULT_GUARDED, "/*", "/");

    private static final String ROOT = "/";

    private ManagementAccess() {}

    /**
     * What stands before the paths of the management server.
     *
     * @param users the file of those who log in; empty if nobody has to
     * @throws SettingsException if the port would open more than health to anybody, naming the properties to set
     */
    static Gate gate(HttpManagementServerConfigurationProperties properties, Optional<OwnedFile<Users>> users) {
        checkReadsOnly(properties);
        checkPaths(properties);
        boolean isLoopback = isLoopback(properties.getHost());
        if (users.isPresent()) {
            checkGuarded(properties.getAuthenticationPath());
            return new Gate(users.map(file -> file), isHealthOpen(properties.getAuthenticationPath()), isLoopback);
        }
        if (!isLoopback) {
            throw new SettingsException("Property " + HOST + " is '" + properties.getHost()
                    + "', which others can reach, and nobody has to log in. Set " + ENABLED + " = true and " + USERS
                    + " to a file of users, or set " + HOST + " = 127.0.0.1.");
        }
        return new Gate(Optional.empty(), true, true);
    }

    /**
     * Whether only this host reaches a server bound to the address. No address means all of them.
     *
     * @throws SettingsException if the name is not known
     */
    static boolean isLoopback(String host) {
        if (host == null || host.isBlank()) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingsException(
                    "Property " + HOST + " is '" + host + "', which is no address of this host: expected 127.0.0.1, "
                            + "or an address to listen on.",
                    e);
        }
    }

    private static void checkReadsOnly(HttpManagementServerConfigurationProperties properties) {
        Map<String, Boolean> steering = new TreeMap<>(Map.of(
                "dev-console-enabled", properties.isDevConsoleEnabled(),
                "download-enabled", properties.isDownloadEnabled(),
                "send-enabled", properties.isSendEnabled(),
                "upload-enabled", properties.isUploadEnabled()));
        steering.forEach((key, isEnabled) -> {
            if (isEnabled) {
                throw new SettingsException("Property " + PREFIX + key + " is true, but the management port only "
                        + "reads: remove the property.");
            }
        });
    }

    /** Elsewhere the console does not find Jolokia, and the guarded path does not cover it. */
    private static void checkPaths(HttpManagementServerConfigurationProperties properties) {
        expect(PREFIX + "path", properties.getPath(), ROOT);
        expect(PREFIX + "health-path", properties.getHealthPath(), "/observe/health");
        if (properties.isJolokiaEnabled()) {
            expect(PREFIX + "jolokia-path", properties.getJolokiaPath(), HawtioConsole.JOLOKIA);
        }
    }

    /**
     * The file of users, if they have to log in.
     *
     * @throws SettingsException if it is not named or cannot be used, saying why
     */
    static Optional<OwnedFile<Users>> users(HttpManagementServerConfigurationProperties properties) {
        if (!properties.isAuthenticationEnabled()) {
            return Optional.empty();
        }
        if (properties.getJwtKeystoreType() != null || properties.getJwtKeystorePath() != null) {
            throw new SettingsException(
                    "The properties " + PREFIX + "jwt-* are set, but users of the management port log "
                            + "in by name and password only: remove them.");
        }
        String file = properties.getBasicPropertiesFile();
        if (file == null || file.isBlank()) {
            throw new SettingsException("Property " + ENABLED + " is true, but " + USERS
                    + " is not set: name a file of users, or nobody could log in.");
        }
        try {
            return Optional.of(new OwnedFile<>(USERS, Path.of(file), Users::parse));
        } catch (InvalidPathException e) {
            throw new SettingsException(
                    "Property " + USERS + " is '" + Printable.of(file) + "', which is no path of a file.", e);
        }
    }

    private static boolean isHealthOpen(String path) {
        return path != null && path.equals(DEFAULT_GUARDED);
    }

    private static void checkGuarded(String path) {
        if (path != null && !COVERING.contains(path)) {
            throw new SettingsException("Property " + GUARDED + " is '" + path + "', which leaves the console open: "
                    + "expected /hawtio/*, or /* to guard health as well.");
        }
    }

    private static void expect(String key, String value, String expected) {
        if (value != null && !value.equals(expected)) {
            throw new SettingsException("Property " + key + " is '" + value + "': expected " + expected + ".");
        }
    }
}
