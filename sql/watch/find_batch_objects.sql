-- purpose: the objects of a batch, loaded or not, with what COPY said of them
-- grain: one row an object, 1,001 at most, those with errors first
-- reads: control.loaded_objects, control.object_failures
-- writes: -
-- rerun: reads only
with
objects as (
    select
        feed,
        landing_key,
        etag,
        source_file,
        status,
        size_bytes,
        rows_parsed,
        rows_loaded,
        errors_seen,
        first_error as error
    from control.loaded_objects
    where batch_id = :?batch_id
    union all
    select
        feed,
        landing_key,
        etag,
        source_file,
        'FAILED' as status,
        null as size_bytes,
        null as rows_parsed,
        null as rows_loaded,
        null as errors_seen,
        reason as error
    from control.object_failures
    where batch_id = :?batch_id
)

select *
from objects
order by
    iff(error is null, 1, 0),
    feed,
    source_file
limit 1001
