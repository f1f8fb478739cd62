package local.shop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The log files of all feeds, in one directory. Not thread-safe. */
final class ShopLogs implements Closeable {
    private final Map<Feed, ShopLog> logs = new EnumMap<>(Feed.class);

    ShopLogs(Path directory) throws IOException {
        Files.createDirectories(directory);
        try {
            for (Feed feed : Feed.values()) {
                logs.put(feed, new ShopLog(directory.resolve(feed.fileName())));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** See {@link ShopLog#append}. */
    boolean append(Line line) throws IOException {
        return logs.get(line.feed()).append(line.text());
    }

    boolean areCaughtUp() {
        return logs.values().stream().allMatch(ShopLog::isCaughtUp);
    }

    void requireCaughtUp() throws IOException {
        for (ShopLog log : logs.values()) {
            log.requireCaughtUp();
        }
    }

    void flush() throws IOException {
        for (ShopLog log : logs.values()) {
            log.flush();
        }
    }

    /** Closes them all; the first failure is thrown after the last is closed. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (ShopLog log : logs.values()) {
            try {
                log.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
