-- check: the rejected rows that the latest run of a batch counted are kept, but for those forgotten with a customer; returns no rows when it holds
with
counted as (
    select
        batch_id,
        feed,
        rows_rejected
    from control.batch_counts
    qualify row_number() over (partition by batch_id, feed order by run desc) = 1
),

kept as (
    select
        batch_id,
        feed,
        count(*) as rows_rejected
    from control.rejected_rows
    group by batch_id, feed
),

forgotten as (
    select
        batch_id,
        feed,
        sum(coalesce(rows_forgotten, 0)) as rows_forgotten
    from control.loaded_objects
    group by batch_id, feed
)

select
    coalesce(counted.batch_id, kept.batch_id) as batch_id,
    coalesce(counted.feed, kept.feed) as feed
from counted
full outer join kept
    on counted.batch_id = kept.batch_id and counted.feed = kept.feed
left join forgotten
    on counted.batch_id = forgotten.batch_id and counted.feed = forgotten.feed
where
    coalesce(kept.rows_rejected, 0) not between
    coalesce(counted.rows_rejected, 0) - coalesce(forgotten.rows_forgotten, 0) and coalesce(counted.rows_rejected, 0)
