-- purpose: what became of the lines of a batch in each of its runs
-- grain: one row a run and feed, 500 at most
-- reads: control.batch_counts
-- writes: -
-- rerun: reads only
select
    run,
    feed,
    rows_parsed,
    rows_accepted,
    rows_rejected,
    rows_inserted,
    rows_updated,
    rows_superseded,
    rows_repeated,
    rows_held,
    rows_extra,
    datediff('millisecond', '1970-01-01'::timestamp_ntz, counted_at) as counted_ms
from control.batch_counts
where batch_id = :?batch_id
order by run desc, feed
limit 500
