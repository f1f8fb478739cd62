-- purpose: customers as they were at any time, versions of orders that do not stand, and events
-- grain: customer_history by customer and version; superseded tables by key and content; events by event
-- reads: mart.customer_events
-- writes: mart.customer_events, mart.customer_history, mart.superseded_orders, mart.events, mart.superseded_events
-- rerun: creates only what is missing and fills only what is empty
alter table mart.customer_events add column if not exists attribute_hash varchar;

update mart.customer_events
set attribute_hash = sha2(
    coalesce(full_name, '') || chr(31) || coalesce(email, '') || chr(31) || coalesce(country, '')
)
where attribute_hash is null;

create table if not exists mart.customer_history (
    customer_id varchar not null,
    full_name varchar,
    email varchar,
    country varchar,
    attribute_hash varchar not null,
    valid_from timestamp_ntz not null,
    valid_to timestamp_ntz,
    is_current boolean not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);

create table if not exists mart.superseded_orders (
    order_id varchar not null,
    customer_id varchar not null,
    product varchar,
    quantity number(10, 0) not null,
    amount number(18, 2) not null,
    ordered_at timestamp_ntz not null,
    recorded_at timestamp_ntz not null,
    row_hash varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);

create table if not exists mart.events (
    event_id varchar not null,
    event_type varchar not null,
    customer_id varchar,
    occurred_at timestamp_ntz not null,
    body variant not null,
    row_hash varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);

create table if not exists mart.superseded_events (
    event_id varchar not null,
    event_type varchar not null,
    customer_id varchar,
    occurred_at timestamp_ntz not null,
    body variant not null,
    row_hash varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);
