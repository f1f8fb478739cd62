-- purpose: a version that stands again is not superseded
-- grain: one row an event and version
-- reads: mart.events
-- writes: mart.superseded_events
-- rerun: deletes only what is in both tables
delete from mart.superseded_events
using mart.events as standing
where
    superseded_events.event_id = standing.event_id
    and superseded_events.row_hash = standing.row_hash
