-- purpose: what history, quality and trimming need to remember
-- grain: batch_quality by batch, run, feed and rule; parameter_control by feed
-- reads: -
-- writes: control.*
-- rerun: adds only what is missing
alter table control.batches add column if not exists run number(9, 0);
alter table control.batches add column if not exists rows_held number(18, 0);
alter table control.batches add column if not exists rows_extra number(18, 0);
alter table control.batches add column if not exists raw_trimmed_at timestamp_ntz;

update control.batches
set
    run = coalesce(run, 1),
    rows_held = 0,
    rows_extra = 0
where rows_held is null;

alter table control.batch_counts add column if not exists rows_held number(18, 0);
alter table control.batch_counts add column if not exists rows_extra number(18, 0);
alter table control.batch_counts add column if not exists rows_cut number(18, 0);
alter table control.batch_counts add column if not exists is_held boolean;
alter table control.batch_counts add column if not exists last_event_at timestamp_ntz;

update control.batch_counts
set
    rows_held = 0,
    rows_extra = 0,
    rows_cut = 0,
    is_held = false
where rows_held is null;

create table if not exists control.batch_quality (
    batch_id varchar not null,
    run number(9, 0) not null,
    feed varchar not null,
    rule varchar not null,
    severity varchar not null,
    description varchar,
    owner varchar,
    rows_checked number(18, 0) not null,
    rows_failed number(18, 0) not null,
    counted_at timestamp_ntz not null
);

create table if not exists control.parameter_control (
    feed varchar not null,
    last_extracted_at timestamp_ntz,
    last_loaded_at timestamp_ntz not null,
    batch_id varchar not null
);
