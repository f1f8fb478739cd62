package routes.deadletter;

/**
 * Something that was set aside.
 *
 * @param kind {@code object} or {@code line}
 * @param key where it lies; the sidecar is beside it
 * @param feed its feed, or the folder that no feed is named for; hostile input
 * @param reason why
 * @param advice what to do about it
 */
public record DeadLetter(String kind, String key, String feed, String reason, String advice) {
    static DeadLetter object(String key, Sidecar sidecar) {
        return new DeadLetter("object", key, sidecar.feed(), sidecar.reason(), sidecar.advice());
    }

    static DeadLetter line(String key, Sidecar sidecar) {
        return new DeadLetter("line", key, sidecar.feed(), sidecar.reason(), sidecar.advice());
    }

    /** The folder of its key, which is the feed if the feed is one. */
    public String folder() {
        return key.split("/", -1)[2];
    }
}
