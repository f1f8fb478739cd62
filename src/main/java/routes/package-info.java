/**
 * The flow, one route a class.
 *
 * <p>{@link routes.TailRoute tail} follows files and offers whole lines in batches of records; {@link routes.DeliverRoute
 * deliver} sends each to Firehose until it has taken every record, and only then is the position in the file acknowledged.
 * {@link routes.ClaimRoute claim} looks at what Firehose put into S3 and rings a bell when there is work. {@link
 * routes.BatchRoute batch} answers it, one turn at a time: it takes the oldest unfinished batch or forms a new one, after
 * {@link routes.FenceRoute fence} has put this process before all earlier ones, once. {@link routes.LoadRoute load} opens
 * the one transaction of a batch: behind the fence, {@link routes.CopyRoute copy} and a {@link routes.CopyFeedRoute
 * copy-feed} for each feed bring objects into raw, {@link routes.TransformRoute transform} turns rows into marts, {@link
 * routes.RecordRoute record} enters the batch. {@link routes.ConfirmRoute confirm} reads back that it was committed, and
 * {@link routes.ArchiveRoute archive} puts it away. When a turn fails, {@link routes.FailureRoute failure} decides whether
 * to wait, to {@link routes.SetAsideRoute set aside} what cannot be read, to stop or to exit. {@link
 * routes.DeadLetterRoute dead-letter} keeps what cannot go on, with the reason beside it. {@link routes.ReprocessRoute
 * reprocess} runs rules and transforms again over a batch that was committed before.
 *
 * <p>{@link routes.Application} starts it all, {@code Wiring} decides by role which of these routes exist. What the routes
 * call lives in the packages beneath, which take values and, but for {@code tail} and {@code watch}, not exchanges.
 */
package routes;
