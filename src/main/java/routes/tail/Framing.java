package routes.tail;

import java.io.IOException;
import routes.text.EntryStart;

/** Where one entry ends and the next begins. Belongs to one thread. */
interface Framing {
    /** Bytes to search in one call, so that other files get their turn. */
    int SEARCH_BYTES = 64 * 1024 * 1024;

    /** How many bytes at the start of the window are entries of which nothing is missing. */
    int whole(Window window, int filled);

    /**
     * Looks for the end of the entry that begins before an offset.
     *
     * @param searched where to look from: the first time the entry's own start, then what was answered last
     */
    Search search(Window window, Content content, long searched, long end) throws IOException;

    /** Each line is an entry, or with a start each line that it matches begins one. */
    static Framing of(EntryStart start) {
        return start == null ? new LineFraming() : new EntryFraming(start);
    }

    /**
     * How a search ended.
     *
     * @param found whether the end of the entry was found
     * @param offset the end of the entry, or else where to search on from
     */
    record Search(boolean found, long offset) {}
}
