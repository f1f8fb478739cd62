-- purpose: what the latest run made of a batch; its rows are in raw, where they were all along or where a reload put them
-- grain: one row a batch
-- reads: control.batch_counts
-- writes: control.batches
-- rerun: each run overwrites the counts of the one before; control.batch_counts keeps them all
update control.batches
set
    run = :?run,
    status = :?status,
    sql_version = :?sql_version,
    rows_parsed = latest.rows_parsed,
    rows_accepted = latest.rows_accepted,
    rows_rejected = latest.rows_rejected,
    rows_inserted = latest.rows_inserted,
    rows_updated = latest.rows_updated,
    rows_superseded = latest.rows_superseded,
    rows_repeated = latest.rows_repeated,
    rows_held = latest.rows_held,
    rows_extra = latest.rows_extra,
    raw_trimmed_at = null,
    recorded_at = sysdate()
from (
    select
        coalesce(sum(rows_parsed), 0) as rows_parsed,
        coalesce(sum(rows_accepted), 0) as rows_accepted,
        coalesce(sum(rows_rejected), 0) as rows_rejected,
        coalesce(sum(rows_inserted), 0) as rows_inserted,
        coalesce(sum(rows_updated), 0) as rows_updated,
        coalesce(sum(rows_superseded), 0) as rows_superseded,
        coalesce(sum(rows_repeated), 0) as rows_repeated,
        coalesce(sum(rows_held), 0) as rows_held,
        coalesce(sum(rows_extra), 0) as rows_extra
    from control.batch_counts
    where batch_id = :?batch_id and run = :?run
) as latest
where batch_id = :?batch_id
