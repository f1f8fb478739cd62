package routes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on loopback that keeps what it is sent. It speaks TLS by a certificate for 127.0.0.1 made for the test. */
final class InMemoryMail implements AutoCloseable {
    static final String USER = "snowline";
    static final String PASSWORD = "hidden-mail-password";
    private static final String STORE_PASSWORD = "changeit";

    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final SMTPServer server;

    private InMemoryMail(SMTPServer.Builder builder) {
        server = builder.bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .insertReceivedHeaders(false)
                .messageHandler((context, from, to, data) ->
                        mails.add(from + " " + to + "\n" + new String(data, StandardCharsets.UTF_8)))
                .build();
        server.start();
    }

    /** Without encryption and log-in. */
    static InMemoryMail plain() {
        return new InMemoryMail(SMTPServer.port(0));
    }

    /** Asks for STARTTLS, then for the user and the password. */
    static InMemoryMail startTls(SSLContext tls) {
        return new InMemoryMail(SMTPServer.port(0)
                .enableTLS()
                .requireTLS()
                .startTlsSocketFactory(tls)
                .requireAuth()
                .authenticationHandlerFactory(logIn()));
    }

    /** Speaks TLS from the beginning, then asks for the user and the password. */
    static InMemoryMail tls(SSLContext tls) {
        return new InMemoryMail(
                SMTPServer.port(0).serverSocketFactory(tls).requireAuth().authenticationHandlerFactory(logIn()));
    }

    int port() {
        return server.getPortAllocated();
    }

    /** Sender, recipient, and below that the mail, a text for each recipient. */
    List<String> mails() {
        return List.copyOf(mails);
    }

    /** A certificate for 127.0.0.1 and the context that shows and trusts it. */
    static SSLContext certificate(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = directory.resolve("mail.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mail",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, STORE_PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static EasyAuthenticationHandlerFactory logIn() {
        return new EasyAuthenticationHandlerFactory((user, password, context) -> {
            if (!user.equals(USER) || !password.equals(PASSWORD)) {
                throw new LoginFailedException("535 no, " + password);
            }
        });
    }

    @Override
    public void close() {
        server.stop();
    }
}
