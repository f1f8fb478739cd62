-- purpose: a batch is held as a whole: what any feed counted as brought into marts waits with the rest
-- grain: one row a feed
-- reads: -
-- writes: control.batch_counts
-- rerun: overwrites the counts of this run with the same
update control.batch_counts
set
    rows_inserted = 0,
    rows_updated = 0,
    rows_superseded = 0,
    rows_repeated = 0,
    rows_held = rows_accepted,
    is_held = true
where batch_id = :?batch_id and run = :?run
