-- purpose: how much comes late: rows that are older than what an earlier batch had brought of their feed already
-- grain: one row a batch and feed with late rows
-- reads: mart.customer_events, mart.orders, mart.events, control.batch_counts
-- writes: -
-- rerun: reads only
with
brought as (
    select
        'customers' as feed,
        batch_id,
        changed_at as event_at
    from mart.customer_events
    union all
    select
        'orders' as feed,
        batch_id,
        recorded_at as event_at
    from mart.orders
    union all
    select
        'events' as feed,
        batch_id,
        occurred_at as event_at
    from mart.events
),

newest as (
    select
        feed,
        batch_id,
        max(last_event_at) as last_event_at
    from control.batch_counts
    group by feed, batch_id
),

-- batch ids begin with their time, so they sort by it
newest_before as (
    select
        feed,
        batch_id,
        max(last_event_at) over (
            partition by feed
            order by batch_id
            rows between unbounded preceding and 1 preceding
        ) as last_event_at
    from newest
)

select
    brought.batch_id,
    brought.feed,
    count(*) as late_rows,
    max(datediff('second', brought.event_at, newest_before.last_event_at)) as latest_by_seconds
from brought
inner join newest_before
    on brought.feed = newest_before.feed and brought.batch_id = newest_before.batch_id
where brought.event_at < newest_before.last_event_at
group by brought.batch_id, brought.feed
order by brought.batch_id desc, brought.feed
