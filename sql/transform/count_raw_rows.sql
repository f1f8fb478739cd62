-- purpose: the balance of a feed that ends in raw: what is there counts as accepted and inserted
-- grain: one row a feed and run; run 1 is the load, later runs are replays
-- reads: control.loaded_objects, control.rejected_rows, raw.${feed}
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
    counted_at
)
with
parsed as (
    select coalesce(sum(rows_parsed - coalesce(rows_forgotten, 0)), 0) as rows_parsed
    from control.loaded_objects
    where batch_id = :?batch_id and feed = '${feed}'
),

loaded as (
    select count(*) as rows_loaded
    from raw.${feed}
    where batch_id = :?batch_id
),

rejected as (
    select count(*) as rows_rejected
    from control.rejected_rows
    where batch_id = :?batch_id and feed = '${feed}'
)

select
    :?batch_id as batch_id,
    '${feed}' as feed,
    :?run as run,
    parsed.rows_parsed,
    loaded.rows_loaded as rows_accepted,
    rejected.rows_rejected,
    loaded.rows_loaded as rows_inserted,
    0 as rows_updated,
    0 as rows_superseded,
    0 as rows_repeated,
    0 as rows_held,
    0 as rows_extra,
    0 as rows_cut,
    false as is_held,
    sysdate() as counted_at
from parsed
cross join loaded
cross join rejected
