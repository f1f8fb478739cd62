package routes.alert;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import routes.text.Printable;

/**
 * Posts JSON to an address that is a secret: it is in no URI that Camel knows, no log and no message of an exception. One
 * try, bounded by a time for all of it. Redirects are not followed, since they would take the secret elsewhere. Thread-safe.
 */
public final class Webhook {
    /** Busy, too early, or the server's own trouble: RFC 9110, section 15, and RFC 6585. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private static final int MOST_OF_ANSWER = 200;

    private final String key;
    private final Supplier<String> address;
    private final Map<String, Supplier<String>> headers;
    private final Duration timeout;
    private final Clock clock;
    private final HttpClient client;

    /**
     * Creates it.
     *
     * @param key the property that the address comes from
     * @param address the address, asked for each time
     * @param headers what to send along, asked for each time
     * @param timeout for one try, from connecting to the end of the answer
     */
    public Webhook(
            String key,
            Supplier<String> address,
            Map<String, Supplier<String>> headers,
            Duration timeout,
            Clock clock) {
        this.key = key;
        this.address = address;
        this.headers = Map.copyOf(headers);
        this.timeout = timeout;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Looks whether the address and the headers can be used.
     *
     * @throws IllegalArgumentException if one cannot
     */
    void check() {
        WebAddress.parse(key, address.get());
        headers.forEach((name, value) -> check(name, value.get()));
    }

    /**
     * Posts.
     *
     * @throws ChannelException if it was not taken
     */
    void post(byte[] json) throws ChannelException {
        HttpRequest request = request(json);
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> beginning());
        try {
            judge(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw late();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                throw late();
            }
            throw ChannelException.passing(reason(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw ChannelException.passing("the process stops");
        }
    }

    private HttpRequest request(byte[] json) throws ChannelException {
        try {
            URI uri = WebAddress.parse(key, address.get());
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "Snowline")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json));
            for (Map.Entry<String, Supplier<String>> header : headers.entrySet()) {
                String value = header.getValue().get();
                check(header.getKey(), value);
                request.header(header.getKey(), value);
            }
            return request.build();
        } catch (RuntimeException e) {
            throw ChannelException.lasting(Printable.message(e));
        }
    }

    private ChannelException late() {
        return ChannelException.passing("no answer within " + timeout.toMillis() + " ms");
    }

    /** The client's own message about a value would hold it. */
    private static void check(String name, String value) {
        if (!value.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw new IllegalArgumentException("the secret for the header " + name
                    + " holds characters that no header can: expected printable ASCII on one line");
        }
    }

    private void judge(HttpResponse<String> answer) throws ChannelException {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return;
        }
        if (status / 100 == 3) {
            throw ChannelException.lasting(
                    "it answers " + status + ", a redirect, which is not followed: set " + key + " to where it leads");
        }
        String reason = "it answers " + status + (answer.body().isBlank() ? "" : ": " + withoutSecrets(answer.body()));
        if (!PASSING.contains(status)) {
            throw ChannelException.lasting(reason);
        }
        Optional<Duration> wait =
                answer.headers().firstValue("Retry-After").flatMap(header -> RetryAfter.parse(header, clock));
        throw ChannelException.passing(reason, wait);
    }

    /** A server may say back what it was sent. */
    private String withoutSecrets(String text) {
        URI uri = WebAddress.parse(key, address.get());
        String safe = text.replace(uri.toString(), "***");
        if (uri.getRawPath().length() > 1) {
            safe = safe.replace(uri.getRawPath(), "***");
        }
        if (uri.getRawQuery() != null) {
            safe = safe.replace(uri.getRawQuery(), "***");
        }
        for (Supplier<String> secret : headers.values()) {
            safe = safe.replace(secret.get(), "***");
        }
        return Printable.of(safe);
    }

    /** Of what is known to hold no address the message, else the name alone. */
    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its host's name cannot be resolved";
            }
            if (cause instanceof SSLException) {
                return "TLS failed: " + Printable.message(cause);
            }
        }
        if (failure instanceof ConnectException) {
            return "it cannot be connected to";
        }
        return "the connection failed (" + failure.getClass().getSimpleName() + ")";
    }

    /** The first characters of the answer; the rest is read and dropped. */
    private static HttpResponse.BodySubscriber<String> beginning() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        return HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(bytes ->
                        kept.write(bytes, 0, Math.min(bytes.length, Math.max(0, MOST_OF_ANSWER - kept.size()))))),
                end -> kept.toString(StandardCharsets.UTF_8));
    }
}
