-- purpose: lines as they came, every column as text, so that typing never loses a row
-- grain: one row a line of an object
-- reads: -
-- writes: raw.customers, raw.orders
-- rerun: creates only what is missing
create transient table if not exists raw.customers (
    customer_id varchar,
    full_name varchar,
    email varchar,
    country varchar,
    operation varchar,
    changed_at varchar,
    extra_1 varchar,
    extra_2 varchar,
    extra_3 varchar,
    extra_4 varchar,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null,
    loaded_at timestamp_ntz not null
);

create transient table if not exists raw.orders (
    order_id varchar,
    customer_id varchar,
    product varchar,
    quantity varchar,
    amount varchar,
    ordered_at varchar,
    recorded_at varchar,
    extra_1 varchar,
    extra_2 varchar,
    extra_3 varchar,
    extra_4 varchar,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null,
    loaded_at timestamp_ntz not null
);
