-- purpose: a feed's balance in a batch: what COPY parsed against what became of it, and whether the batch is held
-- grain: one row a feed and run; run 1 is the load, later runs are replays
-- reads: control.loaded_objects, control.rejected_rows, stage.${feed}
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
    rows_held,
    rows_extra,
    rows_cut,
    is_held,
    last_event_at,
    counted_at
)
with
parsed as (
    select
        coalesce(sum(iff(feed = '${feed}', rows_parsed, 0)), 0) as of_feed,
        coalesce(sum(rows_parsed), 0) as of_batch
    from control.loaded_objects
    where batch_id = :?batch_id
),

rejected as (
    select
        count_if(feed = '${feed}') as of_feed,
        count(*) as of_batch
    from control.rejected_rows
    where batch_id = :?batch_id
),

staged as (
    select
        count_if(outcome <> 'rejected') as rows_accepted,
        count_if(outcome = 'inserted') as rows_inserted,
        count_if(outcome = 'updated') as rows_updated,
        count_if(outcome = 'superseded') as rows_superseded,
        count_if(outcome = 'repeated') as rows_repeated,
        count_if(has_extra) as rows_extra,
        count_if(is_cut) as rows_cut,
        max(iff(outcome = 'rejected', null, event_at)) as last_event_at
    from stage.${feed}
),

judged as (
    select
        parsed.of_feed as rows_parsed,
        rejected.of_feed as rows_rejected,
        staged.*,
        -- in rows of the whole batch: a batch is loaded as a whole
        rejected.of_batch * 100 > parsed.of_batch * :?hold_above::number(5, 2) as is_held
    from parsed
    cross join rejected
    cross join staged
)

select
    :?batch_id as batch_id,
    '${feed}' as feed,
    :?run as run,
    rows_parsed,
    rows_accepted,
    rows_rejected,
    iff(is_held, 0, rows_inserted) as rows_inserted,
    iff(is_held, 0, rows_updated) as rows_updated,
    iff(is_held, 0, rows_superseded) as rows_superseded,
    iff(is_held, 0, rows_repeated) as rows_repeated,
    iff(is_held, rows_accepted, 0) as rows_held,
    rows_extra,
    rows_cut,
    is_held,
    last_event_at,
    sysdate() as counted_at
from judged
