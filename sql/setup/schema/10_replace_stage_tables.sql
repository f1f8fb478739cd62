-- purpose: the rows of the batch in hand, typed, judged by the rules, with what became of each; empty between batches
-- grain: one row a line; outcome is inserted, updated, superseded, repeated or rejected
-- reads: -
-- writes: stage.customers, stage.orders, stage.events, stage.removed_customers
-- rerun: replaces tables that hold nothing between batches
create or replace transient table stage.customers (
    customer_id varchar,
    full_name varchar,
    email varchar,
    country varchar,
    is_deleted boolean,
    changed_at timestamp_ntz,
    attribute_hash varchar,
    row_hash varchar,
    line varchar,
    has_extra boolean not null,
    is_cut boolean not null,
    failed_rule varchar,
    broken_rules variant,
    event_at timestamp_ntz,
    outcome varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);

create or replace transient table stage.orders (
    order_id varchar,
    customer_id varchar,
    product varchar,
    quantity number(10, 0),
    amount number(18, 2),
    ordered_at timestamp_ntz,
    recorded_at timestamp_ntz,
    row_hash varchar,
    line varchar,
    has_extra boolean not null,
    is_cut boolean not null,
    failed_rule varchar,
    broken_rules variant,
    event_at timestamp_ntz,
    outcome varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);

create or replace transient table stage.events (
    event_id varchar,
    event_type varchar,
    customer_id varchar,
    occurred_at timestamp_ntz,
    body variant,
    row_hash varchar,
    line varchar,
    has_extra boolean not null,
    is_cut boolean not null,
    failed_rule varchar,
    broken_rules variant,
    event_at timestamp_ntz,
    outcome varchar not null,
    batch_id varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null
);

create or replace transient table stage.removed_customers (
    customer_id varchar not null
);
