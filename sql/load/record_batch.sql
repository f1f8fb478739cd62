-- purpose: the batch is done; with this row committed, a rerun of the same BATCH_ID adds nothing
-- grain: one row a batch
-- reads: control.batch_counts
-- writes: control.batches
-- rerun: runs only in a transaction that did not find the batch
insert into control.batches (
    batch_id,
    pipeline,
    epoch,
    run,
    status,
    sql_version,
    objects_listed,
    objects_loaded,
    objects_repeated,
    objects_failed,
    objects_missing,
    rows_parsed,
    rows_accepted,
    rows_rejected,
    rows_inserted,
    rows_updated,
    rows_superseded,
    rows_repeated,
    rows_held,
    rows_extra,
    recorded_at
)
select
    :?batch_id as batch_id,
    :?pipeline as pipeline,
    :?epoch as epoch,
    :?run as run,
    :?status as status,
    :?sql_version as sql_version,
    :?objects_listed as objects_listed,
    :?objects_loaded as objects_loaded,
    :?objects_repeated as objects_repeated,
    :?objects_failed as objects_failed,
    :?objects_missing as objects_missing,
    coalesce(sum(rows_parsed), 0) as rows_parsed,
    coalesce(sum(rows_accepted), 0) as rows_accepted,
    coalesce(sum(rows_rejected), 0) as rows_rejected,
    coalesce(sum(rows_inserted), 0) as rows_inserted,
    coalesce(sum(rows_updated), 0) as rows_updated,
    coalesce(sum(rows_superseded), 0) as rows_superseded,
    coalesce(sum(rows_repeated), 0) as rows_repeated,
    coalesce(sum(rows_held), 0) as rows_held,
    coalesce(sum(rows_extra), 0) as rows_extra,
    sysdate() as recorded_at
from control.batch_counts
where batch_id = :?batch_id and run = :?run
