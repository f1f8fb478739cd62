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
        coalesce(sum(iff(feed = '${feed}', rows_parsed - coalesce(rows_forgotten, 0), 0)), 0) as of_feed,
        coalesce(sum(rows_parsed - coalesce(rows_forgotten, 0)), 0) as of_batch
    from control.loaded_objects
    where batch_id = :?batch_id
),

rejected as (
    select
        coalesce(count_if(feed = '${feed}'), 0) as of_feed,
        count(*) as of_batch
    from control.rejected_rows
    where batch_id = :?batch_id
),

staged as (
    select
        coalesce(count_if(outcome <> 'rejected'), 0) as rows_accepted,
        coalesce(count_if(outcome = 'inserted'), 0) as rows_inserted,
        coalesce(count_if(outcome = 'updated'), 0) as rows_updated,
        coalesce(count_if(outcome = 'superseded'), 0) as rows_superseded,
        coalesce(count_if(outcome = 'repeated'), 0) as rows_repeated,
        coalesce(count_if(has_extra), 0) as rows_extra,
        coalesce(count_if(is_cut), 0) as rows_cut,
        -- a time to come says nothing of how new the data is, and would hide for ever what is older
        max(
            iff(outcome = 'rejected' or event_at > dateadd('minute', 5, sysdate()), null, event_at)
        ) as last_event_at
    from stage.${feed}
),

judged as (
    select
        parsed.of_feed as rows_parsed,
        rejected.of_feed as rows_rejected,
        staged.*,
        -- by the rows of the whole batch, every feed of which is judged by now
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
