package local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.session.Faults;
import local.snowflake.session.Job;
import local.snowflake.session.Request;
import local.snowflake.session.Session;

/** Running a statement, asking again for its result, cancelling it. Thread-safe. */
final class QueryEndpoint {

    private final Faults faults;

    QueryEndpoint(Faults faults) {
        this.faults = faults;
    }

    void run(Exchange exchange, JsonNode body, Session session) throws IOException {
        String id = exchange.query().getOrDefault("requestId", UUID.randomUUID().toString());
        JsonNode count = body.path("parameters").path("MULTI_STATEMENT_COUNT");
        if (body.path("asyncExec").asBoolean() || (!count.isMissingNode() && count.asInt() != 1)) {
            SqlFailure refusal = SqlFailure.unsupported("asynchronous or multi-statement execution");
            exchange.answer(Answers.failure(refusal.code(), refusal.getMessage()));
            return;
        }
        Request request = new Request(
                id,
                body.path("sqlText").asText(),
                binds(body.path("bindings")),
                body.path("describeOnly").asBoolean());
        answer(exchange, session, session.submit(request));
    }

    void answer(Exchange exchange, Session session, Job job) throws IOException {
        Object answer;
        try {
            answer = Answers.reply(session, job.reply().get(faults.detachAfter().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer = Answers.running(job.queryId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The session failed", e);
        }
        if (!faults.isAnswerLost()) {
            exchange.answer(answer);
        }
    }

    void cancel(Exchange exchange, Session session) throws IOException {
        try {
            session.cancel();
            exchange.answer(Answers.success(null));
        } catch (SQLException e) {
            exchange.answer(Answers.failure("000605", "The statement cannot be cancelled."));
        }
    }

    /** The variables by row: a value that is a list belongs to a batch. */
    private static List<List<Request.Variable>> binds(JsonNode bindings) {
        int rows = bindings.isEmpty() ? 0 : 1;
        for (JsonNode binding : bindings) {
            rows = binding.path("value").isArray() ? binding.path("value").size() : rows;
        }
        List<List<Request.Variable>> batch = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Request.Variable> variables = new ArrayList<>();
            for (int i = 1; bindings.has(Integer.toString(i)); i++) {
                JsonNode binding = bindings.path(Integer.toString(i));
                JsonNode value = binding.path("value");
                JsonNode cell = value.isArray() ? value.path(row) : value;
                variables.add(
                        new Request.Variable(binding.path("type").asText(), cell.isTextual() ? cell.asText() : null));
            }
            batch.add(variables);
        }
        return batch;
    }
}
