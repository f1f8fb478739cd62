-- purpose: the rows of the batch in hand, typed, judged by the rules, with what became of each
-- grain: one row a line; outcome is inserted, updated, superseded, repeated or rejected
-- reads: -
-- writes: stage.customers, stage.orders
-- rerun: creates only what is missing
create transient table if not exists stage.customers (
    customer_id varchar,
    full_name varchar,
    email varchar,
    country varchar,
    is_deleted boolean,
    changed_at timestamp_ntz,
    row_hash varchar,
    line varchar,
    failed_rule varchar,
    outcome varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);

create transient table if not exists stage.orders (
    order_id varchar,
    customer_id varchar,
    product varchar,
    quantity number(10, 0),
    amount number(18, 2),
    ordered_at timestamp_ntz,
    recorded_at timestamp_ntz,
    row_hash varchar,
    line varchar,
    failed_rule varchar,
    outcome varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);
