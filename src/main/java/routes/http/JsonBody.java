package routes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.Optional;
import routes.text.Printable;

/**
 * Finds the events in a body of JSON: an object, an array of objects, or an object a line. It reads tokens and builds no
 * tree; an event is handed on as the bytes that it stands in, so no number and no escape changes. Safe for any number of
 * threads.
 */
final class JsonBody {
    /** Objects and arrays in one another, an array around events counted. Snowflake itself takes far more. */
    static final int MAX_DEPTH = 64;

    /** Digits of a number, and characters of a name: above what anybody means, below what hurts. */
    private static final int MAX_TOKEN = 1_000;

    private static final int MAX_REASON = 300;

    private final JsonFactory factory;
    private final Optional<String> keyField;

    /**
     * Creates it.
     *
     * @param keyField the field whose value decides the shard of an event
     */
    JsonBody(Optional<String> keyField) {
        this.keyField = keyField;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_TOKEN)
                        .maxNameLength(MAX_TOKEN)
                        .build())
                // Two values of one name: Snowflake refuses such an object, and clients mean one of them.
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Names are foreign text, and interned strings are never given back.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // UTF-8 it is; a guess of UTF-16 would read it in another way than it was checked.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .build();
    }

    /**
     * Hands on the events of a body.
     *
     * @param isLines whether there is an object a line
     * @throws RefusedException if the body is malformed, saying at which event
     */
    void read(byte[] body, boolean isLines, EventSink sink) throws RefusedException {
        Reading reading = new Reading(body, isLines, sink);
        try (JsonParser parser = factory.createParser(body)) {
            reading.read(parser);
        } catch (StreamConstraintsException e) {
            throw reading.refused("has too much in it: " + reason(e));
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            reading.passTo(at);
            throw reading.refused("is not JSON, at byte " + at + " of the body: " + reason(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading an array met an I/O error", e);
        }
    }

    private static String reason(JsonProcessingException e) {
        String message = Printable.of(e.getOriginalMessage());
        return message.substring(0, Math.min(message.length(), MAX_REASON));
    }

    /** One body on its way through. */
    private final class Reading {
        private final byte[] body;
        private final EventSink sink;
        private final boolean isLines;
        private int index;
        /** The offset after the last event. */
        private int end;

        private boolean isInEvent;

        Reading(byte[] body, boolean isLines, EventSink sink) {
            this.body = body;
            this.isLines = isLines;
            this.sink = sink;
        }

        void read(JsonParser parser) throws IOException, RefusedException {
            if (isLines) {
                lines(parser);
            } else {
                JsonToken first = parser.nextToken();
                if (first == JsonToken.START_ARRAY) {
                    for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                        event(parser, next);
                        index++;
                    }
                } else if (first != null) {
                    event(parser, first);
                }
                if (first != null && parser.nextToken() != null) {
                    throw refused("has something after it: one object or one array is expected, or a line each as"
                            + " application/x-ndjson");
                }
            }
        }

        private void lines(JsonParser parser) throws IOException, RefusedException {
            for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                int passed = newlines(end, start);
                if (end > 0 && passed == 0) {
                    throw refused("has a second value after it: a line holds one object");
                }
                index += passed;
                event(parser, next);
                if (newlines(start, end) > 0) {
                    throw refused("goes on in the next line: a line holds one object");
                }
            }
        }

        /** Has what is wrong between two events told of the line it stands in, not of the line before. */
        void passTo(long offset) {
            if (isLines && !isInEvent) {
                index += newlines(end, (int) Math.min(offset, body.length));
            }
        }

        private int newlines(int from, int to) {
            int count = 0;
            for (int i = from; i < to; i++) {
                count += body[i] == '\n' ? 1 : 0;
            }
            return count;
        }

        /** Passes over one event and hands it on. */
        private void event(JsonParser parser, JsonToken first) throws IOException, RefusedException {
            if (first != JsonToken.START_OBJECT) {
                throw refused("is no JSON object");
            }
            int from = (int) parser.currentTokenLocation().getByteOffset();
            isInEvent = true;
            String partition = null;
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw refused("does not end");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1 && token == JsonToken.FIELD_NAME && keyField.isPresent()) {
                    if (keyField.get().equals(parser.currentName())) {
                        JsonToken value = parser.nextToken();
                        depth += value != null && value.isStructStart() ? 1 : 0;
                        partition = value != null && value.isScalarValue() && value != JsonToken.VALUE_NULL
                                ? parser.getText()
                                : null;
                    }
                }
            }
            isInEvent = false;
            end = (int) parser.currentLocation().getByteOffset();
            sink.take(index, body, from, end, partition);
        }

        RefusedException refused(String what) {
            return new RefusedException(
                    Problem.at(index, Problem.BAD_REQUEST, "Event " + index + " " + what + ". Nothing was accepted."));
        }
    }
}
