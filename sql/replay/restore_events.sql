-- purpose: let the best remaining version stand where the one that stood was taken out
-- grain: one row an event
-- reads: mart.superseded_events
-- writes: mart.events
-- rerun: restores only what has no version standing
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
    version.event_id,
    version.event_type,
    version.customer_id,
    version.occurred_at,
    version.body,
    version.row_hash,
    version.batch_id,
    version.source_file,
    version.source_row
from mart.superseded_events as version
left join mart.events as standing
    on version.event_id = standing.event_id
where standing.event_id is null
qualify row_number() over (
    partition by version.event_id
    order by version.occurred_at desc, version.row_hash desc
) = 1
