-- check: the counts of a batch and feed start from every row that COPY parsed, but for those forgotten with a customer; returns no rows when it holds
with
ledger as (
    select
        batch_id,
        feed,
        sum(rows_parsed) as rows_parsed,
        sum(coalesce(rows_forgotten, 0)) as rows_forgotten
    from control.loaded_objects
    group by batch_id, feed
)

select
    ledger.batch_id,
    ledger.feed
from ledger
inner join control.batches as batch
    on ledger.batch_id = batch.batch_id
left join control.batch_counts as counts
    on ledger.batch_id = counts.batch_id and ledger.feed = counts.feed and batch.run = counts.run
where coalesce(counts.rows_parsed, -1) not between ledger.rows_parsed - ledger.rows_forgotten and ledger.rows_parsed
