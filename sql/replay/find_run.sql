-- purpose: the number of the next run of a batch; none if the batch was never committed
-- grain: at most one row
-- reads: control.batches, control.batch_counts
-- writes: -
-- rerun: reads only
select coalesce(max(counts.run), 0) + 1 as run
from control.batches as batch
left join control.batch_counts as counts
    on batch.batch_id = counts.batch_id
where batch.batch_id = :?batch_id
group by batch.batch_id
