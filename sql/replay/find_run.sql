-- purpose: the number of a batch's next run, its pipeline, status and feeds, and whether raw still has its rows; none if it was never committed
-- grain: at most one row
-- reads: control.batches, control.batch_counts, control.loaded_objects
-- writes: -
-- rerun: reads only
select
    batch.batch_id,
    batch.pipeline,
    batch.status,
    batch.raw_trimmed_at,
    (
        select coalesce(max(counts.run), 0) + 1
        from control.batch_counts as counts
        where counts.batch_id = :?batch_id
    ) as run,
    (
        select listagg(distinct object.feed, ',') within group (order by object.feed)
        from control.loaded_objects as object
        where object.batch_id = :?batch_id
    ) as feeds
from control.batches as batch
where batch.batch_id = :?batch_id
