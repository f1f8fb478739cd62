-- purpose: how long the batch's events were on their way, where they say when they were received
-- grain: one row a batch and feed; none for a batch without such events
-- reads: stage.events
-- writes: control.event_delays
-- rerun: only the first run of a batch tells how late it was
insert into control.event_delays (
    batch_id,
    feed,
    events,
    first_received_at,
    last_received_at,
    recorded_at
)
select
    :?batch_id as batch_id,
    'events' as feed,
    count(*) as events,
    min(received_at) as first_received_at,
    max(received_at) as last_received_at,
    sysdate() as recorded_at
from stage.events
where received_at is not null and :?run = 1
having count(*) > 0
