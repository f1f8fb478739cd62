-- purpose: where the time of batches goes: the statements, the costliest first; a query id leads to Snowflake's profile
-- grain: one row a statement, over the batches of the last 30 days
-- reads: control.batch_steps
-- writes: -
-- rerun: reads only
with
recent as (
    select *
    from control.batch_steps
    where recorded_at > dateadd('day', -30, sysdate())
),

longest as (
    select *
    from recent
    qualify row_number() over (partition by step order by milliseconds desc, batch_id desc) = 1
)

select
    recent.step,
    count(*) as runs,
    sum(recent.rows_affected) as row_count,
    round(sum(recent.milliseconds) / 1000, 3) as seconds,
    round(longest.milliseconds / 1000, 3) as longest_seconds,
    longest.batch_id as longest_batch_id,
    longest.query_id as longest_query_id
from recent
inner join longest
    on recent.step = longest.step
group by recent.step, longest.milliseconds, longest.batch_id, longest.query_id
order by seconds desc, recent.step
