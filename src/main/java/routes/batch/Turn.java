package routes.batch;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a turn of the loader works on: the oldest unfinished batch, else a new one of what waits in landing, else
 * nothing. All it knows is in S3, so a restart and a fail-over go the same way as any other turn.
 *
 * <p>Called by the one consumer of the route {@code batch}.
 */
public final class Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final Manifests manifests;
    private final Landing landing;
    private final Former former;
    private final Claim claim;
    private final Sweep sweep;
    private final PauseNote pause;

    public Turn(Manifests manifests, Landing landing, Former former, Claim claim, Sweep sweep, PauseNote pause) {
        this.manifests = manifests;
        this.landing = landing;
        this.former = former;
        this.claim = claim;
        this.sweep = sweep;
        this.pause = pause;
    }

    /**
     * The batch to work on, its objects in processing; null if there is nothing to do, or if somebody has
     * asked for a pause.
     *
     * @throws UnreadableManifestException if the manifest of an unfinished batch cannot be used
     */
    public Claimed next() {
        if (pause.read().isPresent()) {
            return null;
        }
        for (BatchId batch : manifests.unfinished()) {
            Optional<Manifest> manifest = manifests.read(batch);
            if (manifest.isPresent()) {
                return claim.complete(ours(manifest.get()));
            }
            sweep.back(batch);
        }
        Waiting waiting = landing.waiting();
        if (!landing.makesBatch(waiting)) {
            return null;
        }
        Manifest manifest = former.form(waiting);
        if (!manifests.write(manifest)) {
            LOG.warn("Batch id {} is taken by another loader; the next turn forms another.", manifest.batchId());
            return null;
        }
        return claim.complete(manifest);
    }

    /** Objects that this loader has no SQL for would be archived without ever being loaded. */
    private Manifest ours(Manifest manifest) {
        if (!manifest.pipeline().equals(former.pipeline())) {
            throw new UnreadableManifestException(
                    manifest.batchId(),
                    "it is of the pipeline " + manifest.pipeline() + ", this loader is of " + former.pipeline(),
                    null);
        }
        for (Manifest.Entry object : manifest.objects()) {
            if (!landing.isDeclared(object.feed())) {
                throw new UnreadableManifestException(
                        manifest.batchId(),
                        "it names the feed " + object.feed() + ", which is not declared (feed." + object.feed()
                                + ".files)",
                        null);
            }
        }
        return manifest;
    }
}
