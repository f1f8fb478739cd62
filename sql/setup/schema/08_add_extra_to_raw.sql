-- purpose: one column for whatever a line has beyond the known columns; a raw table for events
-- grain: one row a line of an object
-- reads: raw.customers, raw.orders
-- writes: raw.customers, raw.orders, raw.events
-- rerun: adds only what is missing and fills only what is empty
alter table raw.customers add column if not exists extra variant;

update raw.customers
set extra = array_construct(extra_1, extra_2, extra_3, extra_4)
where extra is null and extra_1 is not null;

alter table raw.orders add column if not exists extra variant;

update raw.orders
set extra = array_construct(extra_1, extra_2, extra_3, extra_4)
where extra is null and extra_1 is not null;

create transient table if not exists raw.events (
    line varchar,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null,
    loaded_at timestamp_ntz not null
);
