/**
 * The {@code tail:} component: follows growing files through rotation and restart, and offers their lines in batches.
 *
 * <p>Terms. A <i>source</i> is one incarnation of a file; a path can be many sources in its life. An <i>offset</i>
 * counts the bytes of a source from zero. A source is <i>rotated</i> once its file has been renamed or deleted. A
 * <i>checkpoint</i> is the offset before which every byte of a source has been acknowledged.
 *
 * <p>What is known of a feed from outside. The checkpoint and the files tell how far it is, whether or not an agent runs
 * ({@link routes.tail.FeedProgress}); a running agent leaves beside the checkpoint what it knows to be wrong
 * ({@link routes.tail.FeedProblems}) and tells in the process what is behind ({@link routes.tail.Backlog}).
 *
 * <p>Threads. One reader thread for each endpoint owns {@link routes.tail.Sources}, everything in it, and the
 * checkpoint file. Delivery threads run the exchanges and touch only {@link routes.tail.Acknowledged} and
 * {@link routes.tail.TailCounters}, which are safe to share.
 */
package routes.tail;
