-- purpose: who buys most, with segment and how long the first order is ago
-- grain: one row a customer, the best 20
-- reads: mart.customer_segments
-- writes: -
-- rerun: reads only
select
    customer_id,
    full_name,
    country,
    segment,
    lifetime_value,
    orders,
    first_order_at,
    last_order_at,
    lifetime_days
from mart.customer_segments
order by lifetime_value desc, customer_id
limit 20
