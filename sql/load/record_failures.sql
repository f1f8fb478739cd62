-- purpose: remember objects that cannot be read, so that the rest of their batch loads without them
-- grain: one row an object and batch; put again, it is tried again by the next batch
-- reads: the failures, bound as JSON; control.object_failures
-- writes: control.object_failures
-- rerun: an object that is there already is left alone
insert into control.object_failures (
    landing_key,
    etag,
    feed,
    batch_id,
    source_file,
    reason,
    failed_at
)
-- flattened first: Snowflake takes no lateral view on the left side of an outer join
with
failures as (
    select
        entry.value:landing_key::varchar as landing_key,
        entry.value:etag::varchar as etag,
        entry.value:feed::varchar as feed,
        entry.value:source_file::varchar as source_file,
        entry.value:reason::varchar as reason
    from table(flatten(input => parse_json(:?failures))) as entry
)

select
    failures.landing_key,
    failures.etag,
    failures.feed,
    :?batch_id as batch_id,
    failures.source_file,
    failures.reason,
    sysdate() as failed_at
from failures
left join control.object_failures as known
    on
        failures.landing_key = known.landing_key
        and failures.etag = known.etag
        and known.batch_id = :?batch_id
where known.landing_key is null
