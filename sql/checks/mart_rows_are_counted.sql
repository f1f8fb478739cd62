-- check: a batch has no more rows in the marts than its runs counted and its objects had, so none if it was always held; returns no rows when it holds
with
brought as (
    select
        batch_id,
        'customers' as feed
    from mart.customer_events
    union all
    select
        batch_id,
        'orders' as feed
    from mart.orders
    union all
    select
        batch_id,
        'orders' as feed
    from mart.superseded_orders
    union all
    select
        batch_id,
        'events' as feed
    from mart.events
    union all
    select
        batch_id,
        'events' as feed
    from mart.superseded_events
),

found as (
    select
        batch_id,
        feed,
        count(*) as row_count
    from brought
    group by batch_id, feed
),

counted as (
    select
        batch_id,
        feed,
        sum(rows_inserted + rows_updated + rows_superseded) as row_count
    from control.batch_counts
    group by batch_id, feed
),

parsed as (
    select
        batch_id,
        feed,
        sum(rows_parsed) as row_count
    from control.loaded_objects
    group by batch_id, feed
)

select
    found.batch_id,
    found.feed
from found
left join counted
    on found.batch_id = counted.batch_id and found.feed = counted.feed
left join parsed
    on found.batch_id = parsed.batch_id and found.feed = parsed.feed
where
    found.row_count > coalesce(counted.row_count, 0)
    or found.row_count > coalesce(parsed.row_count, 0)
