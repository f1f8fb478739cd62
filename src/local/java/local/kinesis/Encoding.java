package local.kinesis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.util.Locale;

/** The two forms of the service's messages. SDKs for Java send CBOR unless told otherwise. */
@SuppressWarnings("ImmutableEnumChecker") // Factories are not changed after they are made.
enum Encoding {
    CBOR("application/x-amz-cbor-1.1", new CBORFactory()),
    JSON("application/x-amz-json-1.1", new JsonFactory());

    /** A tag of RFC 8949: what follows is a time. */
    private static final int EPOCH_TIME = 1;

    private static final double MILLIS = 1000;

    private final String contentType;
    private final JsonFactory factory;

    Encoding(String contentType, JsonFactory factory) {
        this.contentType = contentType;
        this.factory = factory;
    }

    /** The form of a request; JSON if its content type says nothing of CBOR. */
    static Encoding of(String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(CBOR.contentType) ? CBOR : JSON;
    }

    String contentType() {
        return contentType;
    }

    JsonFactory factory() {
        return factory;
    }

    /** Writes a time: in CBOR a tagged number of milliseconds, in JSON seconds. */
    void writeTime(JsonGenerator out, String field, long millis) throws IOException {
        out.writeFieldName(field);
        if (out instanceof CBORGenerator cbor) {
            cbor.writeTag(EPOCH_TIME);
            cbor.writeNumber(millis);
        } else {
            out.writeNumber(millis / MILLIS);
        }
    }

    /** Reads a number that is a time, in milliseconds. */
    long millis(JsonParser in) throws IOException {
        return this == CBOR ? in.getLongValue() : Math.round(in.getDoubleValue() * MILLIS);
    }
}
