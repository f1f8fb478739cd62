package routes.batch;

/** The keys of the bucket. Every prefix and every name in processing, processed and dead-letter is made here. */
public final class Zones {
    public static final String LANDING = "landing/";
    public static final String PROCESSING = "processing/";
    public static final String PROCESSED = "processed/";
    public static final String DEAD_LETTER = "dead-letter/";
    /** While it is there, no new turn begins. */
    static final String PAUSE = PROCESSED + "_pause.json";

    static final String FINISHED = PROCESSED + "_batches/";
    static final String MARTS = PROCESSED + "mart/";
    static final String MANIFEST = "_manifest.json";

    private Zones() {}

    public static String landing(String feed) {
        return LANDING + feed + "/";
    }

    public static String processing(BatchId batch) {
        return PROCESSING + batch + "/";
    }

    /** The folder of a feed's objects, without a slash at its end. */
    public static String processing(BatchId batch, String feed) {
        return processing(batch) + feed;
    }

    public static String processing(BatchId batch, Manifest.Entry object) {
        return processing(batch) + object.path();
    }

    public static String manifest(BatchId batch) {
        return processing(batch) + MANIFEST;
    }

    /** The raw object for good, in Hive's partitions. */
    public static String archived(BatchId batch, Manifest.Entry object) {
        return archived(batch, object.feed()) + "/" + object.name();
    }

    /** The folder of a feed's archived objects, without a slash at its end. */
    public static String archived(BatchId batch, String feed) {
        return PROCESSED + "raw/" + feed + "/" + batch.partition() + "/" + batch;
    }

    /** Where all attempts unload the batch's rows of a mart. */
    static String unloaded(String mart, BatchId batch) {
        return MARTS + mart + "/" + batch.partition() + "/" + batch + "/";
    }

    /** Where one attempt unloads the batch's rows of a mart. */
    public static String unloaded(String mart, BatchId batch, String attempt) {
        return unloaded(mart, batch) + attempt + "/";
    }

    /** The finished manifest: while it is there, the batch is done. */
    public static String finished(BatchId batch) {
        return FINISHED + batch + ".json";
    }
}
