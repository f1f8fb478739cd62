package local.firehose;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A delivery stream: where its objects go and when a buffer is full.
 *
 * @param name letters, digits, {@code _ . -}, 64 at most, as in
 *     <a href="https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html">CreateDeliveryStream</a>
 * @param bucket the bucket objects are put into
 * @param prefix the start of every key; without a {@code !{timestamp:…}} expression {@code yyyy/MM/dd/HH/} is appended
 * @param bufferBytes a buffer that has reached this size is delivered; smaller than the service's least, 1 MiB, is allowed
 * @param bufferAge a buffer this old is delivered; zero delivers each call at once
 * @param gzip whether objects are compressed and their keys end in {@code .gz}
 * @param source the data stream its records come from; empty if they are put directly
 */
public record DeliveryStream(
        String name,
        String bucket,
        String prefix,
        long bufferBytes,
        Duration bufferAge,
        boolean gzip,
        Optional<String> source) {

    /** The most the service buffers, 128 MiB: docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html. */
    public static final long MAX_BUFFER_BYTES = 128L * 1024 * 1024;

    /** The longest the service buffers, 15 minutes, from the same page. */
    public static final Duration MAX_BUFFER_AGE = Duration.ofMinutes(15);

    // The name becomes a directory, so a name of dots alone is refused.
    private static final Pattern NAME = Pattern.compile("(?!\\.+$)[a-zA-Z0-9_.-]{1,64}");

    /** A stream whose records are put directly. */
    public DeliveryStream(
            String name, String bucket, String prefix, long bufferBytes, Duration bufferAge, boolean gzip) {
        this(name, bucket, prefix, bufferBytes, bufferAge, gzip, Optional.empty());
    }

    /** @throws IllegalArgumentException if the name or a hint is outside what the service takes */
    public DeliveryStream {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A stream name has 1 to 64 letters, digits, '_', '.' and '-'");
        }
        if (bufferBytes < 1 || bufferBytes > MAX_BUFFER_BYTES) {
            throw new IllegalArgumentException(
                    "bufferBytes of " + name + " is " + bufferBytes + ", expected 1 to " + MAX_BUFFER_BYTES);
        }
        if (bufferAge.isNegative() || bufferAge.compareTo(MAX_BUFFER_AGE) > 0) {
            throw new IllegalArgumentException(
                    "bufferAge of " + name + " is " + bufferAge + ", expected PT0S to " + MAX_BUFFER_AGE);
        }
    }

    /** The same, but that its records come from a data stream. */
    public DeliveryStream from(String dataStream) {
        return new DeliveryStream(name, bucket, prefix, bufferBytes, bufferAge, gzip, Optional.of(dataStream));
    }
}
