-- purpose: the versions of the customers whose events this transaction added to or took from: of several events at
-- one instant a deletion counts, else the one with the greater hash; equal neighbours are one version
-- grain: one row a customer and version; valid_to is exclusive, and a deletion closes a version without opening one
-- reads: mart.customer_events, stage.customers, stage.removed_customers
-- writes: mart.customer_history
-- rerun: derived from all events of the customer, so order and repetition of arrival do not matter
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
touched as (
    select customer_id
    from stage.customers
    where outcome = 'inserted'
    union
    select customer_id
    from stage.removed_customers
),

last_at_instant as (
    select event.*
    from mart.customer_events as event
    inner join touched
        on event.customer_id = touched.customer_id
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
where not is_deleted
