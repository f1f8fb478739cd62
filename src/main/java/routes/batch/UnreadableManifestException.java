package routes.batch;

/** What stands as a batch's manifest is none: somebody changed it, since the loader never does. */
public final class UnreadableManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableManifestException(BatchId batch, String why, Throwable cause) {
        super(
                Zones.manifest(batch) + " cannot be used: " + why + ". Restore it from the bucket's versions, or move"
                        + " the folder's objects back below landing/, then resume the route claim.",
                cause);
    }
}
