package routes.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.http.ApiKeys;
import routes.http.OpenAccess;
import routes.settings.IngestSettings;
import routes.settings.SettingsException;
import routes.text.Printable;

/** Whether the API keys can be used and the port is free, or taken by a gateway that runs. */
final class GatewayCheck implements Check {
    private static final String KEYS = "API keys";
    private static final String PORT = "port";
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** What only a gateway says where nothing is. */
    private static final String OWN_WORDS = "/v1/events/";

    private final IngestSettings settings;

    GatewayCheck(IngestSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return PORT;
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        List<Finding> all = new ArrayList<>();
        all.add(keys());
        all.add(port());
        return all;
    }

    private Finding keys() {
        try {
            OpenAccess.check(settings.host(), settings.keysFile().isPresent());
        } catch (SettingsException e) {
            return Finding.failed(
                    KEYS, Printable.message(e), "The command `java -jar snowline.jar key NAME` makes a key.");
        }
        if (settings.keysFile().isEmpty()) {
            return Finding.ok(KEYS, "none: only this host reaches " + settings.host());
        }
        String file = Printable.of(settings.keysFile().get());
        try {
            return Finding.ok(
                    KEYS, ApiKeys.file(settings.keysFile().get()).get() + " in " + file + ", which can be used");
        } catch (SettingsException e) {
            return Finding.failed(KEYS, Printable.message(e), "Correct the file; docs/ingest.md has its form.");
        }
    }

    private Finding port() throws IOException, InterruptedException {
        String place = settings.host() + ":" + settings.port();
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.host(), settings.port()));
            return Finding.ok(PORT, place + " is free");
        } catch (BindException e) {
            return answerOf(place)
                    .filter(answer -> answer.contains(OWN_WORDS))
                    .map(answer -> Finding.ok(PORT, place + " is taken by a gateway that runs"))
                    .orElseGet(() -> Finding.failed(
                            PORT,
                            place + " cannot be listened on: " + Printable.message(e),
                            "Set ingest.host and ingest.port to an address of this host that is free."));
        }
    }

    private Optional<String> answerOf(String place) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + place + "/doctor"))
                    .timeout(PATIENCE)
                    .build();
            return Optional.of(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
