package routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Route;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.watch.NewUser;

/**
 * The management port as others reach it: on an address of this machine's network or, where there is none, on all addresses,
 * which takes nobody for local either. Every path that the running server knows is tried, as it is and disguised, so that a
 * path added later is tried as well.
 */
class ManagementPortRouteTest {
    private static final Set<String> OPEN =
            Set.of("/observe/health", "/observe/health/live", "/observe/health/ready", "/observe/metrics");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "MKCOL", "GETS");
    private static final List<String> READING = List.of("GET", "HEAD");
    private static final NewUser READS = NewUser.of("reads", "viewer", new SecureRandom());
    private static final NewUser STEERS = NewUser.of("steers", "operator", new SecureRandom());
    private static final String NOBODY = "X-Nothing: 1";
    private static final String VIEWER = credentials("reads", READS);
    private static final String OPERATOR = credentials("steers", STEERS);

    @TempDir
    static Path directory;

    private static RunningApplication application;
    private static InetSocketAddress port;
    private static Set<String> paths;

    @BeforeAll
    static void start() throws Exception {
        Optional<InetAddress> address = networkAddress();
        Path users =
                Files.writeString(directory.resolve("users.properties"), READS.line() + "\n" + STEERS.line() + "\n");
        application = RunningApplication.start(
                directory,
                Map.of(
                        "camel.management.host",
                        address.map(InetAddress::getHostAddress).orElse("0.0.0.0"),
                        "camel.management.authentication-enabled",
                        "true",
                        "camel.management.basic-properties-file",
                        users.toString()));
        port = new InetSocketAddress(
                address.orElse(InetAddress.getLoopbackAddress()),
                application.managementServer().getRouter().getServer().getPort());
        paths = paths();
    }

    private static Optional<InetAddress> networkAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }

    /** Of a path with a wildcard or a parameter, one that it stands for. */
    private static Set<String> paths() {
        Set<String> paths = new TreeSet<>(Set.of("/", "/nothing"));
        for (Route route : application.managementServer().getRouter().getRoutes()) {
            if (route.getPath() != null) {
                String path = route.getPath().replaceAll(":[A-Za-z0-9_]+", "x");
                paths.add(path);
                if (!route.isExactPath()) {
                    paths.add(path + (path.endsWith("/") ? "x" : "/x"));
                }
            }
        }
        return paths;
    }

    @AfterAll
    static void stop() throws IOException {
        application.close();
    }

    @Test
    void knowsThePathsOfTheServer() {
        assertThat(paths)
                .contains("/hawtio/", "/hawtio/jolokia", "/hawtio/jolokia/x", "/hawtio/user", "/observe/info")
                .containsAll(OPEN);
    }

    @Test
    void answersNobodyButToHealthAndMetrics() throws Exception {
        for (String path : paths) {
            for (String method : METHODS) {
                boolean isOpen = OPEN.contains(path) && READING.contains(method);
                assertThat(status(method, path, NOBODY))
                        .as(method + " " + path)
                        .satisfies(status -> assertThat(status == 401).isEqualTo(!isOpen));
            }
        }
    }

    @Test
    void answersNobodyInDisguise() throws Exception {
        for (String path : paths) {
            for (String disguised : disguises(path)) {
                for (String method : List.of("GET", "POST")) {
                    assertThat(status(method, disguised, NOBODY))
                            .as(method + " " + disguised)
                            .isIn(400, 401);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET *",
                "OPTIONS *",
                "GET http://127.0.0.1/hawtio/",
                "GET http://127.0.0.1/observe/health/../../hawtio/",
                "CONNECT 127.0.0.1:80",
                "GET hawtio/",
                "GET ?/observe/health",
                "GET /hawtio/?/observe/health",
                "GET /hawtio/#/observe/health"
            })
    void answersNobodyWhoAsksStrangely(String line) throws Exception {
        int space = line.indexOf(' ');

        assertThat(status(line.substring(0, space), line.substring(space + 1), NOBODY))
                .isIn(400, 401, 404, 405);
    }

    @Test
    void letsAViewerReadAndNothingElse() throws Exception {
        for (String path : paths) {
            for (String method : METHODS) {
                boolean isReading = READING.contains(method);
                assertThat(status(method, path, VIEWER + "\r\nX-Snowline: 1"))
                        .as(method + " " + path)
                        .satisfies(status -> assertThat(status == 401).isFalse())
                        .satisfies(status ->
                                assertThat(status == 403 || status == 415).isEqualTo(!isReading));
            }
        }
    }

    @Test
    void letsNoViewerSteerInDisguise() throws Exception {
        for (String path : paths) {
            for (String disguised : disguises(path)) {
                assertThat(status("POST", disguised, VIEWER + "\r\nX-Snowline: 1"))
                        .as(disguised)
                        .isIn(400, 403, 415);
            }
        }
    }

    /** Without the header that a browser sends for nobody else, so that nothing happens in this test. */
    @Test
    void letsNoOtherSiteSteerForAnOperator() throws Exception {
        for (String path : paths) {
            for (String method : METHODS) {
                boolean isReading = READING.contains(method);
                assertThat(status(method, path, OPERATOR))
                        .as(method + " " + path)
                        .satisfies(status ->
                                assertThat(status == 403 || status == 415).isEqualTo(!isReading));
            }
        }
    }

    private static List<String> disguises(String path) {
        List<String> disguises = new ArrayList<>();
        String rest = path.substring(1);
        Stream.of(
                        "/" + path,
                        "/." + path,
                        "/x/.." + path,
                        "/observe/health/../.." + path,
                        "/observe/health/%2e%2e/%2e%2e" + path,
                        "/observe/health/..%2f.." + path,
                        "/observe/health;" + path,
                        "/%2e" + path,
                        "/" + rest.replace("/", "//"),
                        path + ";x",
                        path + ";/observe/health",
                        path + "%00",
                        path + "%2e",
                        path + "/.",
                        path + "\\..\\observe\\health",
                        "/" + (rest.isEmpty() ? "%2f" : "%%%02x".formatted((int) rest.charAt(0)) + rest.substring(1)),
                        path.toUpperCase(Locale.ROOT),
                        path.endsWith("/") ? path + "/" : path + "//")
                .filter(disguised -> !OPEN.contains(disguised))
                .forEach(disguises::add);
        return disguises;
    }

    /** The status of a request that is sent as it stands, since clients tidy paths up. */
    private static int status(String method, String path, String headers) throws IOException {
        try (Socket socket = new Socket(port.getAddress(), port.getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + port.getHostString()
                    + "\r\nConnection: close\r\nContent-Length: 0\r\n" + headers + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).as(request).matches("(?s)HTTP/1.1 \\d{3} .*");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private static String credentials(String name, NewUser user) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((name + ":" + user.password()).getBytes(StandardCharsets.UTF_8));
    }
}
