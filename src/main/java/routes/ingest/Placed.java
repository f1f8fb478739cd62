package routes.ingest;

/** What became of one event. Immutable. */
public sealed interface Placed {
    /**
     * The stream has it. Events of one record share both values.
     *
     * @param shard the id of the shard
     * @param sequence the sequence number in the shard
     */
    record Stored(String shard, String sequence) implements Placed {}

    /**
     * The stream did not say in time that it has it; it may have it all the same. Whoever posts it again must give it
     * the same id.
     *
     * @param reason why, on one line, safe to print
     */
    record GivenUp(String reason) implements Placed {}
}
