-- purpose: how many batches of a pipeline have each status, and which is the oldest of them
-- grain: one row a status
-- reads: control.batches
-- writes: -
-- rerun: reads only
select
    status,
    count(*) as batches,
    min(batch_id) as oldest_batch_id
from control.batches
where pipeline = :?pipeline
group by status
order by status
