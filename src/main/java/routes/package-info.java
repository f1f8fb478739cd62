/**
 * The flow, one route a class.
 *
 * <p>A line: {@link routes.TailRoute tail} follows files and offers whole lines in batches of records. {@link
 * routes.FormatRoute format} converts those of the feeds that ask for it. {@link routes.DeliverRoute deliver} sends each batch
 * to Firehose until it has taken every record, and only then is the position in the file acknowledged.
 * {@link routes.IngestRoute ingest} takes lines of another kind, events that are posted by HTTP, and puts them on the Kinesis
 * stream that Firehose reads.
 *
 * <p>A batch: {@link routes.ClaimRoute claim} looks at what Firehose put into S3, when {@link routes.PollRoute poll} asks for it
 * or when {@link routes.NotifyRoute notify} has heard of something new, and rings a bell when there is work. {@link
 * routes.BatchRoute batch} answers it, one turn at a time, in the loader that leads: it takes the oldest unfinished batch or forms a new one, after
 * {@link routes.FenceRoute fence} has put this process before all earlier ones, once a term. {@link routes.LoadRoute load} opens
 * the one transaction of a batch: {@link routes.EnterRoute enter} locks the fence, {@link routes.PlanRoute plan} asks the
 * ledger what is new, {@link routes.CopyRoute copy} and a {@link routes.CopyFeedRoute copy-feed} for each feed bring
 * objects into raw. {@link routes.TransformRoute transform} has a {@link routes.JudgeRoute judge} type and judge
 * the rows of each feed, and a {@link routes.ModelRoute model} bring them into marts unless the batch is held; {@link routes.KeepCutRoute keep-cut} saves lines
 * with too many columns. {@link routes.RecordRoute record} enters the batch, {@link routes.AuditRoute audit} its statements.
 * {@link routes.ConfirmRoute confirm} reads back that it was committed, {@link routes.ArchiveRoute archive} puts it away with
 * what {@link routes.UnloadRoute unload} wrote, {@link routes.MeasureRoute measure} counts it for the metrics, {@link routes.WarnRoute warn} says what a person should look at, and {@link
 * routes.TrimRoute trim} empties raw of what is old.
 *
 * <p>What the metrics tell of the marts, {@link routes.FreshnessRoute freshness} reads after each batch, and after a start when
 * {@link routes.WatchRoute watch} asks for it; which lines of files a batch has loaded, {@link routes.GapsRoute gaps} reads.
 *
 * <p>When a turn fails, {@link routes.FailureRoute failure} decides whether to wait, to {@link routes.SetAsideRoute set
 * aside} what cannot be read, to stop or to exit. {@link routes.DeadLetterRoute dead-letter} keeps what cannot go on, with
 * the reason beside it.
 *
 * <p>Again: {@link routes.ReplayRoute replay} processes a committed batch once more. {@link routes.ReprocessRoute reprocess}
 * judges its raw rows anew, {@link routes.ReloadRoute reload} has a {@link routes.RemoveRoute remove} take the rows of each
 * feed out and copies the objects from the archive; both end in {@link routes.RerunRoute rerun}. {@link
 * routes.ForgetRoute forget} looks for a customer in the archive and has {@link routes.EraseRoute erase} take their rows out.
 *
 * <p>People: {@link routes.AlertWatchRoute alert-watch} looks each second at what they should know, {@link routes.FindHeldRoute
 * find-held} asks which batches wait for them. {@link routes.AlertRoute alert} hands what is due to an {@link
 * routes.AlertChannelRoute alert-send} for each channel, one of which has {@link routes.AlertMailRoute mail} write it.
 *
 * <p>{@link routes.Application} starts it all, {@code Wiring} decides by role which of these routes exist,
 * {@code Leading} which of several loaders begins work. What the routes
 * call lives in the packages beneath, which take values and, but for {@code tail}, {@code watch}, the server of
 * {@code http} and the CSV of {@code format}, not exchanges.
 */
package routes;
