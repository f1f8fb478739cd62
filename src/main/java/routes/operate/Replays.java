package routes.operate;

import routes.batch.Origin;

/** Processes a committed batch again. */
@FunctionalInterface
public interface Replays {
    /**
     * Processes it, and returns when it is done.
     *
     * @param verb {@code release}, {@code reprocess} or {@code reload}
     * @return what came of it, in a sentence
     * @throws RuntimeException with a message for people, if it failed
     */
    String replay(String verb, Origin origin);
}
