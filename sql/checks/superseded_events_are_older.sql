-- check: a version that does not stand is older than the one that does, and kept once; returns no rows when it holds
select
    version.event_id,
    version.row_hash
from mart.superseded_events as version
left join mart.events as standing
    on version.event_id = standing.event_id
where
    standing.event_id is null
    or version.occurred_at > standing.occurred_at
    or (version.occurred_at = standing.occurred_at and version.row_hash >= standing.row_hash)
union all
select
    event_id,
    row_hash
from mart.superseded_events
group by event_id, row_hash
having count(*) > 1
