package routes.delivery;

import java.nio.file.Path;

/**
 * One incarnation of a file. A file that is truncated, or another file in its place, is another source; so a source's id
 * and an offset name one byte for ever.
 *
 * @param feed the feed the file belongs to
 * @param id names the incarnation
 * @param path where the file was seen last; by now another file may be there
 * @param header the lines at its start that are not data, each with its newline; empty if there are none
 */
public record Source(String feed, String id, Path path, String header) {
    /** Names the incarnation and its feed, not the path, which is hostile input: this text reaches logs. */
    @Override
    public String toString() {
        return "source " + id + " of " + feed;
    }
}
