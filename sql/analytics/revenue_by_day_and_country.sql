-- purpose: what was sold each day (UTC), by the country the customer had when ordering
-- grain: one row a day and country; orders of unknown customers count under null
-- reads: mart.orders_enriched
-- writes: -
-- rerun: reads only
select
    date_trunc('day', ordered_at) as day_at,
    country,
    count(*) as orders,
    count(distinct customer_id) as customers,
    sum(amount) as revenue
from mart.orders_enriched
group by date_trunc('day', ordered_at), country
order by day_at, revenue desc
