-- purpose: the batch's balance: what COPY parsed against what became of it
-- grain: one row a feed and run; run 1 is the load, later runs are reprocessings
-- reads: control.loaded_objects, control.rejected_rows, stage.customers, stage.orders
-- writes: control.batch_counts
-- rerun: each run adds its own rows and leaves the earlier ones
insert into control.batch_counts (
    batch_id,
    feed,
    run,
    rows_parsed,
    rows_accepted,
    rows_rejected,
    rows_inserted,
    rows_updated,
    rows_superseded,
    rows_repeated,
    counted_at
)
with
parsed as (
    select
        feed,
        sum(rows_parsed) as rows_parsed
    from control.loaded_objects
    where batch_id = :?batch_id
    group by feed
),

rejected as (
    select
        feed,
        count(*) as rows_rejected
    from control.rejected_rows
    where batch_id = :?batch_id
    group by feed
),

outcomes as (
    select
        'customers' as feed,
        outcome
    from stage.customers
    union all
    select
        'orders' as feed,
        outcome
    from stage.orders
),

counted as (
    select
        feed,
        count_if(outcome <> 'rejected') as rows_accepted,
        count_if(outcome = 'inserted') as rows_inserted,
        count_if(outcome = 'updated') as rows_updated,
        count_if(outcome = 'superseded') as rows_superseded,
        count_if(outcome = 'repeated') as rows_repeated
    from outcomes
    group by feed
)

select
    :?batch_id as batch_id,
    parsed.feed,
    :?run as run,
    parsed.rows_parsed,
    coalesce(counted.rows_accepted, 0) as rows_accepted,
    coalesce(rejected.rows_rejected, 0) as rows_rejected,
    coalesce(counted.rows_inserted, 0) as rows_inserted,
    coalesce(counted.rows_updated, 0) as rows_updated,
    coalesce(counted.rows_superseded, 0) as rows_superseded,
    coalesce(counted.rows_repeated, 0) as rows_repeated,
    sysdate() as counted_at
from parsed
left join counted
    on parsed.feed = counted.feed
left join rejected
    on parsed.feed = rejected.feed
