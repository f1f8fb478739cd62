-- purpose: what customers go on to buy, by the month (UTC) of their first order
-- grain: one row a month of first order and month after it
-- reads: mart.orders, mart.customer_segments
-- writes: -
-- rerun: reads only
with
dated as (
    select
        orders.customer_id,
        orders.amount,
        date_trunc('month', customer.first_order_at) as cohort_at,
        datediff('month', customer.first_order_at, orders.ordered_at) as month_number
    from mart.orders as orders
    inner join mart.customer_segments as customer
        on orders.customer_id = customer.customer_id
)

select
    cohort_at,
    month_number,
    count(distinct customer_id) as customers,
    count(*) as orders,
    sum(amount) as revenue
from dated
group by cohort_at, month_number
order by cohort_at, month_number
