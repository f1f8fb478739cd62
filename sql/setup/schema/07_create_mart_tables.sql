-- purpose: what analysts read
-- grain: customer_events by distinct accepted event; customers by customer; orders by order
-- reads: -
-- writes: mart.customer_events, mart.customers, mart.orders
-- rerun: creates only what is missing
create table if not exists mart.customer_events (
    customer_id varchar not null,
    full_name varchar,
    email varchar,
    country varchar,
    is_deleted boolean not null,
    changed_at timestamp_ntz not null,
    row_hash varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);

create table if not exists mart.customers (
    customer_id varchar not null,
    full_name varchar,
    email varchar,
    country varchar,
    changed_at timestamp_ntz not null,
    row_hash varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);

create table if not exists mart.orders (
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
