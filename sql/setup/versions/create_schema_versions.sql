-- purpose: which scripts of sql/setup/schema this warehouse has had, and the row that setups take turns on
-- grain: schema_versions by script; setup_lock one row (two after a race at the very first setup, which is harmless)
-- reads: control.setup_lock
-- writes: control.schema_versions, control.setup_lock
-- rerun: creates only what is missing
create schema if not exists control;

create table if not exists control.schema_versions (
    script varchar not null,
    checksum varchar not null,
    applied_at timestamp_ntz not null,
    applied_by varchar not null
);

create table if not exists control.setup_lock (
    taken_at timestamp_ntz
);

insert into control.setup_lock (taken_at)
select null as taken_at
where not exists (select 1 from control.setup_lock);
