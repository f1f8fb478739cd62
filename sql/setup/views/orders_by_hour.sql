-- purpose: how much was sold, hour by hour
-- grain: one row an hour (UTC) with orders
-- reads: mart.orders
-- writes: view mart.orders_by_hour
-- rerun: replaces the view
create or replace view mart.orders_by_hour
comment = 'Orders, revenue and average amount by hour (UTC) of the order'
as
select
    date_trunc('hour', ordered_at) as hour_at,
    count(*) as orders,
    sum(amount) as revenue,
    round(sum(amount) / count(*), 2) as average_amount
from mart.orders
group by date_trunc('hour', ordered_at);
