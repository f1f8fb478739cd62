package routes.alert;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * How a mail server is reached.
 *
 * @param host its name
 * @param port its port
 * @param isTls whether the connection is encrypted from its beginning
 * @param isStartTls whether it has to become so before anything else is said
 * @param user whom to log in as
 * @param password the user's password, asked for at each log-in
 * @param timeout for connecting, and for each answer
 */
public record MailServer(
        String host,
        int port,
        boolean isTls,
        boolean isStartTls,
        Optional<String> user,
        Supplier<String> password,
        Duration timeout) {

    /** The name of the protocol, as Camel and Jakarta Mail call it. */
    public String protocol() {
        return isTls ? "smtps" : "smtp";
    }

    /** A session with it, which asks for the password at each log-in. */
    public Session session() {
        String mail = "mail." + protocol() + ".";
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol());
        properties.setProperty(mail + "host", host);
        properties.setProperty(mail + "port", Integer.toString(port));
        properties.setProperty(mail + "auth", Boolean.toString(user.isPresent()));
        properties.setProperty(mail + "connectiontimeout", millis);
        properties.setProperty(mail + "timeout", millis);
        properties.setProperty(mail + "writetimeout", millis);
        properties.setProperty(mail + "starttls.enable", Boolean.toString(isStartTls));
        // Else somebody in between could strip it, and read the password.
        properties.setProperty(mail + "starttls.required", Boolean.toString(isStartTls));
        properties.setProperty(mail + "ssl.checkserveridentity", "true");
        return Session.getInstance(properties, new Login(user, password));
    }

    private static final class Login extends Authenticator {
        private final Optional<String> user;
        private final Supplier<String> password;

        Login(Optional<String> user, Supplier<String> password) {
            this.user = user;
            this.password = password;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return user.map(name -> new PasswordAuthentication(name, password.get()))
                    .orElse(null);
        }
    }
}
