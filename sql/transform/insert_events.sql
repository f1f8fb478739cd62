-- purpose: events that the mart does not have
-- grain: one row an event
-- reads: stage.events
-- writes: mart.events
-- rerun: stage marks as inserted only what is not there yet
insert into mart.events (
    event_id,
    event_type,
    customer_id,
    occurred_at,
    body,
    row_hash,
    batch_id,
    source_file,
    source_row
)
select
    event_id,
    event_type,
    customer_id,
    occurred_at,
    body,
    row_hash,
    batch_id,
    source_file,
    source_row
from stage.events
where outcome = 'inserted'
