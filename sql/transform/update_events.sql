-- purpose: corrections: the newest version of an event that the mart has an older one of
-- grain: one row an event
-- reads: stage.events
-- writes: mart.events
-- rerun: stage marks as updated only what is newer than the mart
update mart.events
set
    event_type = newer.event_type,
    customer_id = newer.customer_id,
    occurred_at = newer.occurred_at,
    body = newer.body,
    row_hash = newer.row_hash,
    batch_id = newer.batch_id,
    source_file = newer.source_file,
    source_row = newer.source_row
from (
    select *
    from stage.events
    where outcome = 'updated'
) as newer
where events.event_id = newer.event_id
