-- purpose: where the time of batches goes: the statements, the longest first
-- grain: one row a statement of the batches of the last 30 days
-- reads: control.batch_steps
-- writes: -
-- rerun: reads only
select
    step,
    count(*) as runs,
    sum(rows_affected) as row_count,
    round(sum(milliseconds) / 1000, 3) as seconds,
    round(max(milliseconds) / 1000, 3) as longest_seconds,
    max_by(batch_id, milliseconds) as longest_batch_id,
    max_by(query_id, milliseconds) as longest_query_id
from control.batch_steps
where recorded_at > dateadd('day', -30, sysdate())
group by step
order by seconds desc, step
