-- check: no more rejected rows are kept than the latest run of their batch counted; returns no rows when it holds
with
kept as (
    select
        batch_id,
        feed,
        count(*) as row_count
    from control.rejected_rows
    group by batch_id, feed
)

select
    kept.batch_id,
    kept.feed
from kept
inner join control.batches as batch
    on kept.batch_id = batch.batch_id
left join control.batch_counts as counts
    on kept.batch_id = counts.batch_id and kept.feed = counts.feed and batch.run = counts.run
where kept.row_count > coalesce(counts.rows_rejected, 0)
