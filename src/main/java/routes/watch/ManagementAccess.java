package routes.watch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import routes.settings.SettingsException;

/**
 * Who may reach the management port: this host, or others who log in. Camel by itself serves everybody when
 * authentication is enabled but no file of users is named, or when its path leaves Jolokia out; both are refused here.
 */
final class ManagementAccess {
    private static final String PREFIX = "camel.management.";
    private static final String HOST = PREFIX + "host";
    private static final String ENABLED = PREFIX + "authentication-enabled";
    private static final String USERS = PREFIX + "basic-properties-file";
    private static final String GUARDED = PREFIX + "authentication-path";
    /** The forms that cover all beneath the console, Jolokia included; {@code /hawtio} alone would not. */
    private static final Set<String> COVERING = Set.of(HawtioConsole.PATH + "*", "/*", "/");

    private static final String ROOT = "/";

    private ManagementAccess() {}

    /**
     * Checks the properties of the management server.
     *
     * @throws SettingsException if the port would open more than health to anybody, naming the properties to set
     */
    static void check(HttpManagementServerConfigurationProperties properties) {
        checkReadsOnly(properties);
        checkPaths(properties);
        if (properties.isAuthenticationEnabled()) {
            checkUsers(properties.getBasicPropertiesFile());
            checkGuarded(properties.getAuthenticationPath());
        } else if (!isLoopback(properties.getHost())) {
            throw new SettingsException("Property " + HOST + " is '" + properties.getHost()
                    + "', which others can reach, and nobody has to log in. Set " + ENABLED + " = true and " + USERS
                    + " to a file of users, or set " + HOST + " = 127.0.0.1.");
        }
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
        if (properties.isJolokiaEnabled()) {
            expect(PREFIX + "jolokia-path", properties.getJolokiaPath(), HawtioConsole.PATH + "jolokia");
        }
    }

    private static void checkUsers(String file) {
        if (file == null || !isReadable(file)) {
            throw new SettingsException("Property " + ENABLED + " is true, but " + USERS + " is "
                    + (file == null ? "not set" : "'" + file + "', which is no readable file")
                    + ": name a file of users, or everybody would be let in.");
        }
    }

    private static boolean isReadable(String file) {
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path) && Files.isReadable(path);
        } catch (InvalidPathException e) {
            return false;
        }
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
