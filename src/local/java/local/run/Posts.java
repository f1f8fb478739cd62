package local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import local.shop.Line;

/**
 * The part of the shop that keeps no log of its events: posts those with an id to the gateway, many in a request, again and
 * under the same key until the request is answered 202. How many have been is kept in a file; a run that goes on begins there.
 *
 * <p>One thread hands events over, another posts them.
 */
public final class Posts implements Runnable {
    private static final int EVENTS_A_REQUEST = 100;
    private static final int ACCEPTED = 202;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final Path progress;
    private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();
    private List<String> next = new ArrayList<>();

    /**
     * Will post to this address.
     *
     * @param progress the file that says how many requests have been accepted
     */
    public Posts(URI uri, Path progress) {
        this.uri = uri;
        this.progress = progress;
    }

    /** Takes the line, if it is one to be posted. */
    public boolean takes(Line line) {
        if (!(line instanceof Line.Event event) || event.row().givenId().isEmpty()) {
            return false;
        }
        next.add(line.text());
        if (next.size() == EVENTS_A_REQUEST) {
            requests.add(next);
            next = new ArrayList<>();
        }
        return true;
    }

    /** Says that no more lines will come. */
    public void end() {
        if (!next.isEmpty()) {
            requests.add(next);
        }
        requests.add(List.of());
    }

    /** Posts until {@link #end} and all before it has been accepted, or its thread is interrupted. */
    @Override
    public void run() {
        try {
            int accepted = Files.exists(progress) ? Integer.parseInt(Files.readString(progress)) : 0;
            int number = 0;
            for (List<String> lines = requests.take(); !lines.isEmpty(); lines = requests.take()) {
                number++;
                if (number <= accepted) {
                    continue;
                }
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .timeout(LONGEST_CALL)
                        .header("Content-Type", "application/x-ndjson")
                        .header("Idempotency-Key", "shop-" + number)
                        .POST(BodyPublishers.ofString(String.join("\n", lines)))
                        .build();
                while (!isAccepted(request)) {
                    Thread.sleep(PAUSE_MILLIS);
                }
                Files.writeString(progress, Integer.toString(number));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("The shop cannot keep how far it has posted", e);
        }
    }

    private boolean isAccepted(HttpRequest request) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            // The gateway has not started yet, or has been killed.
            return false;
        }
        boolean isClientsFault = answer.statusCode() / 100 == 4 && answer.statusCode() != 429;
        if (isClientsFault) {
            throw new IllegalStateException("The gateway does not take the shop's events: " + answer.body());
        }
        return answer.statusCode() == ACCEPTED;
    }
}
