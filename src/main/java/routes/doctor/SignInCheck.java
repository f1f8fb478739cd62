package routes.doctor;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.settings.SettingsException;
import routes.settings.SnowflakeSettings;
import routes.snowflake.Credential;
import routes.snowflake.KeyFileAccess;
import routes.snowflake.PrivateKeyPem;
import routes.text.Printable;

/** Whether Snowflake lets the user in. Of the key it tells the fingerprint of its public half, by which the account names it. */
final class SignInCheck implements Check {
    private static final String NAME = "Snowflake sign-in";
    private static final String KEY = "private key";

    private final SnowflakeSettings settings;
    private final Connections connections;

    SignInCheck(SnowflakeSettings settings, Connections connections) {
        this.settings = settings;
        this.connections = connections;
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
        List<Finding> all = new ArrayList<>();
        Credential credential;
        try {
            credential = Credential.of(settings);
        } catch (SettingsException e) {
            return List.of(Finding.failed(KEY, Printable.message(e), "docs/secrets.md has the steps to make a key."));
        }
        credential.key().ifPresent(key -> all.add(key(key)));
        try (Connection connection = connections.open()) {
            String user = Account.rows(connection, "select current_user() as name")
                    .get(0)
                    .get("name");
            all.add(Finding.ok(NAME, "as " + user + " with " + credential));
        } catch (SQLException e) {
            all.add(refusal(e, credential));
        }
        return all;
    }

    private Finding key(PrivateKey key) {
        Optional<Path> file = settings.privateKeyFile();
        String found = (file.isPresent() ? Printable.of(file.get()) : "snowflake.private-key")
                + " can be read; its public key has the fingerprint " + PrivateKeyPem.fingerprint(key);
        return file.flatMap(KeyFileAccess::complaint)
                .map(complaint -> Finding.warning(
                        KEY,
                        complaint.substring(0, complaint.indexOf(": ")),
                        complaint.substring(complaint.indexOf(": ") + 2)))
                .orElseGet(() -> Finding.ok(KEY, found));
    }

    private Finding refusal(SQLException e, Credential credential) {
        String user = settings.user();
        String told = "as " + user + " with " + credential + ": " + Account.message(e);
        return Finding.failed(NAME, told, advice(e, credential, user));
    }

    private String advice(SQLException e, Credential credential, String user) {
        String message = String.valueOf(e.getMessage());
        return switch (e.getErrorCode()) {
            case 390_100 ->
                "Correct snowflake.user or the password. A user of the type SERVICE has none: give it a key pair.";
            case 390_144, 394_300, 394_301, 394_302, 394_303, 394_304, 394_305, 394_306, 394_307 ->
                keyAdvice(credential, user);
            case 390_189, 390_186 ->
                "Run `grant role " + settings.role().orElse("<role>") + " to user " + user
                        + "`, or correct snowflake.role.";
            case 390_101 -> "The user is disabled: `alter user " + user + " set disabled = false`.";
            case 390_201 -> "Correct snowflake.database, or run setup.";
            case 390_420, 390_422 ->
                "A network policy of the account or the user keeps this address out: have the address added to it.";
            default ->
                message.contains("HTTP status=403") || message.contains("HTTP status=404")
                        ? "There is no such account at this address: correct snowflake.url;"
                                + " `select current_organization_name() || '-' || current_account_name()` tells its name."
                        : "Correct what the message names.";
        };
    }

    private static String keyAdvice(Credential credential, String user) {
        String fingerprint = credential.key().map(PrivateKeyPem::fingerprint).orElse("<fingerprint>");
        return "`desc user " + user + "` must show " + fingerprint
                + " as RSA_PUBLIC_KEY_FP or RSA_PUBLIC_KEY_2_FP. If it does not, run setup with setup.public-key-file, or"
                + " `alter user " + user + " set rsa_public_key = '<key>'`. If there is no such user, correct"
                + " snowflake.user; if it does, the account in snowflake.url is another, the user is disabled, or the"
                + " clock is wrong. `select system$get_login_failure_details('<id in the message>')` tells which.";
    }
}
