package routes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import routes.ingest.Placed;

/**
 * What a client is answered. Immutable.
 *
 * @param status the HTTP status
 * @param headers those that belong to the body and the status
 * @param body JSON
 */
record Answer(int status, Map<String, String> headers, String body) {
    static final int ACCEPTED = 202;
    static final int MULTI_STATUS = 207;
    private static final String CONTENT_TYPE = "Content-Type";
    private static final JsonFactory JSON = new JsonFactory();

    /** A request that is refused. */
    static Answer of(String request, Problem problem) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CONTENT_TYPE, "application/problem+json");
        problem.retryAfter()
                .ifPresent(time -> headers.put("Retry-After", String.valueOf(Math.max(1, time.toSeconds()))));
        if (problem.status() == Problem.UNAUTHORIZED) {
            headers.put("WWW-Authenticate", "Bearer realm=\"snowline\"");
        }
        return new Answer(problem.status(), headers, json(generator -> {
            generator.writeStringField("type", "about:blank");
            generator.writeStringField("title", problem.title());
            generator.writeNumberField("status", problem.status());
            generator.writeStringField("detail", problem.detail());
            generator.writeStringField("instance", request);
            if (problem.index().isPresent()) {
                generator.writeNumberField("index", problem.index().get());
            }
        }));
    }

    /**
     * A request of which at least one event is stored.
     *
     * @param indexes where in the body the events that were put stand
     * @param placed what became of each of them
     * @param rejected why the others were not put, by index
     */
    static Answer of(String request, List<Integer> indexes, List<Placed> placed, Map<Integer, String> rejected) {
        Map<Integer, Placed> byIndex = new TreeMap<>();
        for (int i = 0; i < indexes.size(); i++) {
            byIndex.put(indexes.get(i), placed.get(i));
        }
        long accepted = placed.stream().filter(Placed.Stored.class::isInstance).count();
        boolean isWhole = rejected.isEmpty() && accepted == placed.size();
        return new Answer(
                isWhole ? ACCEPTED : MULTI_STATUS, Map.of(CONTENT_TYPE, "application/json"), json(generator -> {
                    generator.writeNumberField("accepted", accepted);
                    if (!isWhole) {
                        generator.writeNumberField("refused", placed.size() - accepted + rejected.size());
                    }
                    generator.writeStringField("request", request);
                    generator.writeArrayFieldStart("records");
                    for (Map.Entry<Integer, Placed> entry : byIndex.entrySet()) {
                        write(generator, entry.getKey(), entry.getValue(), isWhole);
                    }
                    for (Map.Entry<Integer, String> entry : rejected.entrySet()) {
                        write(generator, entry.getKey(), Problem.BAD_REQUEST, entry.getValue());
                    }
                    generator.writeEndArray();
                }));
    }

    private static void write(JsonGenerator generator, int index, Placed placed, boolean isWhole) throws IOException {
        if (placed instanceof Placed.Stored stored) {
            generator.writeStartObject();
            generator.writeNumberField("index", index);
            if (!isWhole) {
                generator.writeNumberField("status", ACCEPTED);
            }
            generator.writeStringField("shard", stored.shard());
            generator.writeStringField("sequence", stored.sequence());
            generator.writeEndObject();
        } else if (placed instanceof Placed.GivenUp given) {
            write(generator, index, Problem.UNAVAILABLE, given.reason());
        }
    }

    private static void write(JsonGenerator generator, int index, int status, String detail) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("index", index);
        generator.writeNumberField("status", status);
        generator.writeStringField("detail", detail);
        generator.writeEndObject();
    }

    private static String json(Fields fields) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            generator.writeStartObject();
            fields.write(generator);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to a string met an I/O error", e);
        }
        return json.toString();
    }

    private interface Fields {
        void write(JsonGenerator generator) throws IOException;
    }
}
