-- purpose: keep every distinct accepted customer event, deletions included
-- grain: one row an event
-- reads: stage.customers
-- writes: mart.customer_events
-- rerun: stage marks as inserted only what is not there yet
insert into mart.customer_events (
    customer_id,
    full_name,
    email,
    country,
    is_deleted,
    changed_at,
    attribute_hash,
    row_hash,
    batch_id,
    source_file,
    source_row
)
select
    customer_id,
    full_name,
    email,
    country,
    is_deleted,
    changed_at,
    attribute_hash,
    row_hash,
    batch_id,
    source_file,
    source_row
from stage.customers
where outcome = 'inserted'
