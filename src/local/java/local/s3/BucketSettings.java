package local.s3;

import java.io.IOException;
import java.util.Optional;
import local.wire.Answer;
import local.wire.Guard;
import local.wire.Request;

/**
 * What can be asked about the bucket itself and the store behind it does not know: lifecycle rules, versioning, who is told of
 * events. The rules are shown and not followed. Thread-safe.
 */
public final class BucketSettings implements Guard {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static final String XML = "application/xml";

    private final Guard next;
    private final S3Events events;
    private volatile String rules = "";
    private volatile boolean isVersioned;

    /** @param next what all other requests go to */
    BucketSettings(Guard next, S3Events events) {
        this.next = next;
        this.events = events;
    }

    /**
     * Shows these lifecycle rules from now on.
     *
     * @param xml the elements {@code Rule}, as PutBucketLifecycleConfiguration takes them; empty for none
     */
    public void showRules(String xml) {
        rules = xml;
    }

    /** Shows that versions are kept, or not, from now on. */
    public void showVersioned(boolean value) {
        isVersioned = value;
    }

    @Override
    public Optional<Answer> around(Request request, Forward forward) throws IOException {
        if (request.method().equals("GET")) {
            String[] parts = request.path().split("\\?", 2);
            String query = parts.length == 2 ? parts[1].split("[=&]", 2)[0] : "";
            switch (query) {
                case "lifecycle" -> {
                    return Optional.of(lifecycle());
                }
                case "versioning" -> {
                    return Optional.of(versioning());
                }
                case "notification" -> {
                    return Optional.of(new Answer(
                            200,
                            XML,
                            HEAD + "<NotificationConfiguration>" + events.configuration()
                                    + "</NotificationConfiguration>"));
                }
                default -> {
                    return next.around(request, forward);
                }
            }
        }
        return next.around(request, forward);
    }

    private Answer lifecycle() {
        return rules.isEmpty()
                ? Answer.s3Error(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist")
                : new Answer(200, XML, HEAD + "<LifecycleConfiguration>" + rules + "</LifecycleConfiguration>");
    }

    private Answer versioning() {
        return new Answer(
                200,
                XML,
                HEAD + "<VersioningConfiguration>" + (isVersioned ? "<Status>Enabled</Status>" : "")
                        + "</VersioningConfiguration>");
    }
}
