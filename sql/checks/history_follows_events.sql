-- check: at every event the history says what counts there, and it changes at events only; returns no rows when it holds
with
-- a deletion sorts above every hash
counted as (
    select
        customer_id,
        changed_at,
        max(iff(is_deleted, 'x', row_hash)) as counts
    from mart.customer_events
    group by customer_id, changed_at
),

said as (
    select
        counted.customer_id,
        counted.changed_at,
        event.attribute_hash
    from counted
    left join mart.customer_events as event
        on
            counted.customer_id = event.customer_id
            and counted.changed_at = event.changed_at
            and counted.counts = event.row_hash
),

disagreeing as (
    select
        said.customer_id,
        said.changed_at as moment
    from said
    left join mart.customer_history as version
        on
            said.customer_id = version.customer_id
            and said.changed_at >= version.valid_from
            and (version.valid_to is null or said.changed_at < version.valid_to)
    where said.attribute_hash is distinct from version.attribute_hash
),

edges as (
    select
        customer_id,
        valid_from as moment
    from mart.customer_history
    union
    select
        customer_id,
        valid_to as moment
    from mart.customer_history
    where valid_to is not null
),

from_nowhere as (
    select
        edges.customer_id,
        edges.moment
    from edges
    left join said
        on edges.customer_id = said.customer_id and edges.moment = said.changed_at
    where said.customer_id is null
),

without_change as (
    select
        earlier.customer_id,
        later.valid_from as moment
    from mart.customer_history as earlier
    inner join mart.customer_history as later
        on
            earlier.customer_id = later.customer_id
            and earlier.valid_to = later.valid_from
            and earlier.attribute_hash = later.attribute_hash
)

select
    customer_id,
    moment
from disagreeing
union
select
    customer_id,
    moment
from from_nowhere
union
select
    customer_id,
    moment
from without_change
