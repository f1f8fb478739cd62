package routes.batch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import local.s3.LocalS3;
import local.wire.Gate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of a local S3 server, new for each test. */
public final class InMemoryBucket implements BeforeEachCallback, AfterEachCallback {
    private LocalS3 server;
    private S3Client client;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        server = LocalS3.inMemory("lake");
        client = server.client();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        client.close();
        server.close();
    }

    public ObjectStore store() {
        return new ObjectStore(client, server.bucket());
    }

    /** Counts requests and makes faults. */
    public Gate gate() {
        return server.gate();
    }

    /** Puts an object, whatever is there, and shows it as a listing does. */
    public StoredObject put(String key, String content) {
        store().put(key, RequestBody.fromString(content), "text/plain");
        return store().all(key).stream()
                .filter(object -> object.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    public void remove(String key) {
        store().delete(List.of(ObjectStore.named(key)));
    }

    /** The content of an object; null if there is none. */
    public String read(String key) {
        return store().read(key)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElse(null);
    }

    public List<String> keys(String prefix) {
        return store().all(prefix).stream().map(StoredObject::key).toList();
    }
}
