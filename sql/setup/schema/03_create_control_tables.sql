-- purpose: what the loader remembers of batches, objects and rows that were turned away
-- grain: batches by batch; batch_counts by batch, feed and run; loaded_objects by landing key and ETag
-- reads: -
-- writes: control.*
-- rerun: creates only what is missing
create table if not exists control.batches (
    batch_id varchar not null,
    pipeline varchar not null,
    epoch number(18, 0) not null,
    status varchar not null,
    sql_version varchar not null,
    objects_listed number(18, 0) not null,
    objects_loaded number(18, 0) not null,
    objects_repeated number(18, 0) not null,
    objects_failed number(18, 0) not null,
    objects_missing number(18, 0) not null,
    rows_parsed number(18, 0) not null,
    rows_accepted number(18, 0) not null,
    rows_rejected number(18, 0) not null,
    rows_inserted number(18, 0) not null,
    rows_updated number(18, 0) not null,
    rows_superseded number(18, 0) not null,
    rows_repeated number(18, 0) not null,
    recorded_at timestamp_ntz not null
);

create table if not exists control.batch_counts (
    batch_id varchar not null,
    feed varchar not null,
    run number(9, 0) not null,
    rows_parsed number(18, 0) not null,
    rows_accepted number(18, 0) not null,
    rows_rejected number(18, 0) not null,
    rows_inserted number(18, 0) not null,
    rows_updated number(18, 0) not null,
    rows_superseded number(18, 0) not null,
    rows_repeated number(18, 0) not null,
    counted_at timestamp_ntz not null
);

create table if not exists control.loaded_objects (
    landing_key varchar not null,
    etag varchar not null,
    feed varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    status varchar not null,
    size_bytes number(18, 0) not null,
    rows_parsed number(18, 0) not null,
    rows_loaded number(18, 0) not null,
    errors_seen number(18, 0) not null,
    first_error varchar,
    recorded_at timestamp_ntz not null
);

create table if not exists control.object_failures (
    landing_key varchar not null,
    etag varchar not null,
    feed varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    reason varchar not null,
    failed_at timestamp_ntz not null
);

create table if not exists control.rejected_rows (
    batch_id varchar not null,
    feed varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null,
    rule varchar not null,
    reason varchar not null,
    line varchar,
    rejected_at timestamp_ntz not null
);
