-- purpose: enter what COPY reported of each object into the ledger
-- grain: one row an object
-- reads: the report, bound as JSON
-- writes: control.loaded_objects
-- rerun: runs only in the transaction that loaded the objects
insert into control.loaded_objects (
    landing_key,
    etag,
    feed,
    batch_id,
    source_file,
    status,
    size_bytes,
    rows_parsed,
    rows_loaded,
    errors_seen,
    first_error,
    recorded_at
)
select
    entry.value:landing_key::varchar as landing_key,
    entry.value:etag::varchar as etag,
    entry.value:feed::varchar as feed,
    :?batch_id as batch_id,
    entry.value:source_file::varchar as source_file,
    entry.value:status::varchar as status,
    entry.value:size_bytes::number(18, 0) as size_bytes,
    entry.value:rows_parsed::number(18, 0) as rows_parsed,
    entry.value:rows_loaded::number(18, 0) as rows_loaded,
    entry.value:errors_seen::number(18, 0) as errors_seen,
    entry.value:first_error::varchar as first_error,
    sysdate() as recorded_at
from table(flatten(input => parse_json(:?report))) as entry
