package routes.http;

/** Takes the events of a body in their order. */
interface EventSink {
    /**
     * Takes one, which is valid JSON and an object.
     *
     * @param index its place in the body
     * @param text where it stands, from {@code from} to {@code to}; white space around its values counts for nothing
     * @param partition the value of the field that decides its shard; null if it has none
     * @throws RefusedException if it, or one more, is too much
     */
    void take(int index, byte[] text, int from, int to, String partition) throws RefusedException;
}
