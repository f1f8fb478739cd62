package routes.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import routes.text.Printable;

/** Whether the host of {@code snowflake.url} is known, answers, and shows a certificate that Java trusts. */
final class SnowflakeAddress implements Check {
    private static final String NAME = "Snowflake address";
    private static final Pattern URL =
            Pattern.compile("jdbc:snowflake://(?<scheme>https?://)?(?<host>[^/:?@]+)(:(?<port>\\d{1,5}))?([/?].*)?");
    private static final int HTTPS = 443;
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final String url;

    SnowflakeAddress(String url) {
        this.url = url;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isGate() {
        return true;
    }

    @Override
    public List<Finding> look() {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return List.of(Finding.failed(
                    NAME,
                    "snowflake.url holds no host that can be read",
                    "Expected jdbc:snowflake://<account>.snowflakecomputing.com/"));
        }
        if (isByProxy()) {
            return List.of(
                    Finding.ok(NAME, parts.group("host") + ", reached through a proxy, which is not tried apart"));
        }
        return List.of(reach(parts.group("host"), port(parts), isPlain(parts)));
    }

    private boolean isByProxy() {
        return url.toLowerCase(Locale.ROOT).contains("useproxy=true") || System.getProperty("https.proxyHost") != null;
    }

    private static int port(Matcher parts) {
        return parts.group("port") == null ? HTTPS : Integer.parseInt(parts.group("port"));
    }

    private boolean isPlain(Matcher parts) {
        return "http://".equals(parts.group("scheme"))
                || url.toLowerCase(Locale.ROOT).contains("ssl=off");
    }

    private static Finding reach(String host, int port, boolean isPlain) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return Finding.failed(
                    NAME,
                    "DNS does not know " + host,
                    "Correct the account in snowflake.url: `select system$allowlist()` lists the hosts of an account.");
        }
        String place = host + ":" + port + " (" + address.getHostAddress() + ")";
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
            if (isPlain) {
                return Finding.ok(NAME, place + " answers, without TLS");
            }
            return Finding.ok(NAME, place + " answers by " + protocol(socket, host, port));
        } catch (SSLException e) {
            return Finding.failed(
                    NAME,
                    place + ": TLS fails: " + Printable.message(e),
                    "If a proxy of your own opens TLS, add its certificate to the trust store of this Java"
                            + " (-Djavax.net.ssl.trustStore).");
        } catch (IOException e) {
            return Finding.failed(
                    NAME,
                    place + " does not answer: " + Printable.message(e),
                    "Look at the route to the internet, the firewall, or the endpoint of PrivateLink.");
        }
    }

    private static String protocol(Socket socket, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, false)) {
            secure.setSoTimeout((int) PATIENCE.toMillis());
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure.getSession().getProtocol();
        }
    }
}
