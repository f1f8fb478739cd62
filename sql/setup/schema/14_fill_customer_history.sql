-- purpose: the history of the customers that were loaded before there was one, by the rule that
-- transform/insert_customer_history had then: a script that ran stays as it is
-- grain: one row a customer and version
-- reads: mart.customer_events
-- writes: mart.customer_history
-- rerun: fills only customers that have no history
insert into mart.customer_history (
    customer_id,
    full_name,
    email,
    country,
    attribute_hash,
    valid_from,
    valid_to,
    is_current,
    batch_id,
    source_file,
    source_row
)
with
last_at_instant as (
    select event.*
    from mart.customer_events as event
    left join mart.customer_history as known
        on event.customer_id = known.customer_id
    where known.customer_id is null
    qualify row_number() over (
        partition by event.customer_id, event.changed_at
        order by event.is_deleted desc, event.row_hash desc
    ) = 1
),

changes as (
    select *
    from last_at_instant
    qualify
        is_deleted
        or coalesce(lag(is_deleted) over (partition by customer_id order by changed_at), true)
        or lag(attribute_hash) over (partition by customer_id order by changed_at) <> attribute_hash
),

versions as (
    select
        *,
        lead(changed_at) over (partition by customer_id order by changed_at) as valid_to
    from changes
)

select
    customer_id,
    full_name,
    email,
    country,
    attribute_hash,
    changed_at as valid_from,
    valid_to,
    valid_to is null as is_current,
    batch_id,
    source_file,
    source_row
from versions
where not is_deleted;
