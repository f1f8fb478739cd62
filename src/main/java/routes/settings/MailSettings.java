package routes.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import routes.text.Printable;

/**
 * The mail that alerts go out by.
 *
 * @param host the mail server; no mail is sent if it is not set
 * @param port its port
 * @param security how the connection is encrypted
 * @param user whom to log in as; no log-in if it is not set
 * @param password the user's password
 * @param passwordFile a file that holds it
 * @param from the sender's address
 * @param to the recipients' addresses
 */
public record MailSettings(
        Optional<String> host,
        int port,
        MailSecurity security,
        Optional<String> user,
        Optional<String> password,
        Optional<Path> passwordFile,
        Optional<String> from,
        Optional<List<String>> to) {
    private static final int MOST_PORT = 65_535;
    /** A name or an address of either kind; IPv6 in brackets. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}]");

    public MailSettings {
        if (port < 1 || port > MOST_PORT) {
            throw new IllegalArgumentException("alert.mail.port is " + port + ": expected 1 to " + MOST_PORT);
        }
        Optional<Secret> secret = Secret.of("alert.mail.password", password, passwordFile);
        host.filter(name -> !HOST.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException("alert.mail.host is '" + Printable.of(name)
                    + "': expected the name or the address of a mail server, such as smtp.example.com");
        });
        if (host.isPresent()) {
            if (from.isEmpty()) {
                throw new IllegalArgumentException(
                        "alert.mail.from is not set: expected the address that mail comes from, since alert.mail.host"
                                + " is set");
            }
            if (to.orElse(List.of()).isEmpty()) {
                throw new IllegalArgumentException(
                        "alert.mail.to is not set: expected addresses, separated by commas, since alert.mail.host is"
                                + " set");
            }
            if (user.isPresent() != secret.isPresent()) {
                throw new IllegalArgumentException("alert.mail.user and alert.mail.password (or"
                        + " alert.mail.password-file) go together: expected both or neither");
            }
            if (user.isPresent() && security == MailSecurity.NONE) {
                throw new IllegalArgumentException("alert.mail.security is NONE, which would send the password in the"
                        + " clear: expected STARTTLS or TLS where alert.mail.user is set");
            }
        }
    }

    /** The password, if there is one. */
    public Optional<Secret> secret() {
        return Secret.of("alert.mail.password", password, passwordFile);
    }

    /** Nothing of the secret. */
    @Override
    public String toString() {
        return "MailSettings[" + host.orElse("") + ":" + port + ", " + security + ", " + secret() + "]";
    }
}
