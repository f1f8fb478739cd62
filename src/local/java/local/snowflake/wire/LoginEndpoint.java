package local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.session.Sessions;

/** Opening a session and renewing its token. Thread-safe. */
final class LoginEndpoint {

    private static final String MASTER_TOKEN_EXPIRED = "390114";

    private final Login login;
    private final Sessions sessions;

    LoginEndpoint(Login login, Sessions sessions) {
        this.login = login;
        this.sessions = sessions;
    }

    void login(Exchange exchange) throws IOException {
        JsonNode data = exchange.body().path("data");
        Optional<String> refusal = login.refusal(data);
        if (refusal.isPresent()) {
            String message = refusal.get().equals(Login.BAD_TOKEN)
                    ? "JWT token is invalid."
                    : "Incorrect username or password was specified.";
            exchange.answer(Answers.failure(refusal.get(), message));
            return;
        }
        try {
            Sessions.Tokens tokens =
                    sessions.open(data.path("LOGIN_NAME").asText().toUpperCase(Locale.ROOT));
            exchange.answer(prepare(exchange, data, tokens));
        } catch (SQLException e) {
            throw new IOException("A session cannot be opened", e);
        }
    }

    private Map<String, Object> prepare(Exchange exchange, JsonNode data, Sessions.Tokens tokens) throws SQLException {
        Map<String, String> query = exchange.query();
        try {
            tokens.session()
                    .prepare(
                            query.getOrDefault("schemaName", ""),
                            query.getOrDefault("roleName", ""),
                            query.getOrDefault("warehouse", ""),
                            texts(data.path("SESSION_PARAMETERS")));
            return Answers.login(tokens);
        } catch (SqlFailure e) {
            sessions.close(tokens.session());
            return Answers.failure(e.code(), e.getMessage());
        }
    }

    void renew(Exchange exchange) throws IOException {
        exchange.body();
        Optional<Sessions.Tokens> tokens = sessions.renew(exchange.token());
        exchange.answer(
                tokens.isPresent()
                        ? Answers.renewed(tokens.get())
                        : Answers.failure(MASTER_TOKEN_EXPIRED, "The master token has expired."));
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            texts.put(name, node.path(name).asText());
        }
        return texts;
    }
}
