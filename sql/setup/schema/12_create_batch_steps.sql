-- purpose: the statements that made each batch
-- grain: one row a statement, by batch, run and ordinal
-- reads: -
-- writes: control.batch_steps
-- rerun: creates only what is missing
create table if not exists control.batch_steps (
    batch_id varchar not null,
    run number(9, 0) not null,
    ordinal number(9, 0) not null,
    step varchar not null,
    statement varchar not null,
    rows_affected number(18, 0),
    milliseconds number(18, 0) not null,
    query_id varchar,
    recorded_at timestamp_ntz not null
);
