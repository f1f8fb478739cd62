package routes.tail;

import java.io.IOException;

/** Each line is an entry. Bytes are never decoded: a newline byte cannot be a part of another character in UTF-8. */
final class LineFraming implements Framing {
    @Override
    public int whole(Window window, int filled) {
        return window.lastNewline(filled) + 1;
    }

    @Override
    public Search search(Window window, Content content, long searched, long end) throws IOException {
        long limit = Math.min(end, searched + SEARCH_BYTES);
        long newline = window.newline(content, searched, limit);
        return newline < 0 ? new Search(false, limit) : new Search(true, newline + 1);
    }
}
