package routes.http;

import java.util.List;

/**
 * A post with its body, which is still as it was sent.
 *
 * @param head what its headers say
 * @param chunks the body in the pieces in which it arrived; nobody writes to them
 * @param memory what the request may use, given back by whoever made the post
 */
record Post(PostHead head, List<byte[]> chunks, ByteBudget.Share memory) {
    /** Names the request and its size, never its content: this text reaches logs. */
    @Override
    public String toString() {
        return "post " + head.request() + " of "
                + chunks.stream().mapToLong(chunk -> chunk.length).sum() + " bytes";
    }
}
