-- purpose: keep the versions of events that do not stand: late ones, and those that a newer one replaces now
-- grain: one row an event and version
-- reads: stage.events, mart.events
-- writes: mart.superseded_events
-- rerun: stage marks a version that is kept already as repeated
insert into mart.superseded_events (
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
where outcome = 'superseded'
union all
select
    replaced.event_id,
    replaced.event_type,
    replaced.customer_id,
    replaced.occurred_at,
    replaced.body,
    replaced.row_hash,
    replaced.batch_id,
    replaced.source_file,
    replaced.source_row
from mart.events as replaced
inner join stage.events as newer
    on replaced.event_id = newer.event_id
where newer.outcome = 'updated'
