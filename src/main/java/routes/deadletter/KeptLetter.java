package routes.deadletter;

/**
 * Something that was set aside.
 *
 * @param kind {@code stray} for an object of no declared feed, {@code unreadable} for one that cannot be read, {@code line}
 * @param key where it lies; the sidecar is beside it
 * @param feed its feed, or the folder that no feed is named for; hostile input
 * @param reason why
 * @param advice what to do about it
 */
public record KeptLetter(String kind, String key, String feed, String reason, String advice) {
    static KeptLetter stray(String key, Sidecar sidecar) {
        return new KeptLetter("stray", key, sidecar.feed(), sidecar.reason(), sidecar.advice());
    }

    static KeptLetter unreadable(String key, Sidecar sidecar) {
        return new KeptLetter("unreadable", key, sidecar.feed(), sidecar.reason(), sidecar.advice());
    }

    static KeptLetter line(String key, Sidecar sidecar) {
        return new KeptLetter("line", key, sidecar.feed(), sidecar.reason(), sidecar.advice());
    }

    /** The folder of its key, which is the feed if the feed is one. */
    public String folder() {
        return key.split("/", -1)[2];
    }
}
