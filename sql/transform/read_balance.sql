-- purpose: the counts of one run, to be held against each other before COMMIT
-- grain: one row a feed
-- reads: control.batch_counts
-- writes: -
-- rerun: reads only
select
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
    rows_cut,
    is_held
from control.batch_counts
where batch_id = :?batch_id and run = :?run
