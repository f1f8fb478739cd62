-- check: a batch says what the counts of its latest run add up to; returns no rows when it holds
select
    batch.batch_id,
    batch.run
from control.batches as batch
left join control.batch_counts as counts
    on batch.batch_id = counts.batch_id and batch.run = counts.run
group by
    batch.batch_id,
    batch.run,
    batch.status,
    batch.rows_parsed,
    batch.rows_accepted,
    batch.rows_rejected,
    batch.rows_held
having
    batch.rows_parsed <> coalesce(sum(counts.rows_parsed), 0)
    or batch.rows_accepted <> coalesce(sum(counts.rows_accepted), 0)
    or batch.rows_rejected <> coalesce(sum(counts.rows_rejected), 0)
    or batch.rows_held <> coalesce(sum(counts.rows_held), 0)
    or (batch.status = 'held') <> (coalesce(count_if(counts.is_held), 0) > 0)
