-- check: the latest counts of a batch and feed start from every row that COPY parsed, but for those forgotten with a customer; returns no rows when it holds
with
ledger as (
    select
        batch_id,
        feed,
        sum(rows_parsed) as rows_parsed,
        sum(coalesce(rows_forgotten, 0)) as rows_forgotten
    from control.loaded_objects
    group by batch_id, feed
),

counted as (
    select
        batch_id,
        feed,
        rows_parsed
    from control.batch_counts
    qualify row_number() over (partition by batch_id, feed order by run desc) = 1
)

select
    ledger.batch_id,
    ledger.feed
from ledger
left join counted
    on ledger.batch_id = counted.batch_id and ledger.feed = counted.feed
where coalesce(counted.rows_parsed, -1) not between ledger.rows_parsed - ledger.rows_forgotten and ledger.rows_parsed
