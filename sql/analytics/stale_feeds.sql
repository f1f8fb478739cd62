-- purpose: how old the newest data of each feed is, the oldest first
-- grain: one row a feed that has loaded anything
-- reads: mart.freshness
-- writes: -
-- rerun: reads only
select
    feed,
    last_event_at,
    last_loaded_at,
    last_batch_id,
    event_age_seconds,
    age_seconds
from mart.freshness
order by event_age_seconds desc, feed
