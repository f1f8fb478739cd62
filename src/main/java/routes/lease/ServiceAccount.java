package routes.lease;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import routes.settings.SettingsException;

/**
 * What Kubernetes puts into a pod so that it can talk to the API server: a token, the certificate of the authority, the
 * namespace. The token is read anew for each request, since Kubernetes replaces it before it expires.
 *
 * @param directory where the files {@code token}, {@code ca.crt} and {@code namespace} are
 */
record ServiceAccount(Path directory) {
    /** The longest of the three; far above what Kubernetes writes. */
    private static final int MAX_BYTES = 1 << 20;

    /**
     * The token, never to be told.
     *
     * @throws LeaseException if it cannot be read
     */
    String token() {
        try {
            return text("token");
        } catch (IOException e) {
            throw new LeaseException("The token " + directory.resolve("token") + " cannot be read: " + e, e);
        }
    }

    /**
     * The namespace of the pod.
     *
     * @throws SettingsException if it cannot be read
     */
    String namespace() {
        try {
            return text("namespace");
        } catch (IOException e) {
            throw new SettingsException(
                    "Property lead.by is kubernetes, but the file " + directory.resolve("namespace") + " cannot be"
                            + " read: set lead.namespace, or run in a pod whose service account is mounted"
                            + " (automountServiceAccountToken), or name its directory by lead.service-account.",
                    e);
        }
    }

    /**
     * Trusts the authority of the cluster and nobody else.
     *
     * @throws SettingsException if its certificate cannot be read
     */
    SSLContext trust() {
        Path file = directory.resolve("ca.crt");
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                authorities.setCertificateEntry("authority-" + number, certificate);
                number++;
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingsException(
                    "Property lead.by is kubernetes, but " + file + " is no readable certificate of an authority:"
                            + " mount the pod's service account (automountServiceAccountToken), or name its directory"
                            + " by lead.service-account.",
                    e);
        }
    }

    private String text(String name) throws IOException {
        Path file = directory.resolve(name);
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large");
        }
        return Files.readString(file).trim();
    }
}
