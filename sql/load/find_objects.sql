-- purpose: which of these objects the ledger holds already, and which this batch found unreadable
-- grain: one row a known object
-- reads: control.loaded_objects, control.object_failures
-- writes: -
-- rerun: reads only
with
asked as (
    select
        entry.value:landing_key::varchar as landing_key,
        entry.value:etag::varchar as etag
    from table(flatten(input => parse_json(:?objects))) as entry
)

select
    asked.landing_key,
    asked.etag,
    'loaded' as state
from asked
inner join control.loaded_objects as loaded
    on asked.landing_key = loaded.landing_key and asked.etag = loaded.etag
union
select
    asked.landing_key,
    asked.etag,
    'failed' as state
from asked
inner join control.object_failures as failure
    on asked.landing_key = failure.landing_key and asked.etag = failure.etag
where failure.batch_id = :?batch_id
