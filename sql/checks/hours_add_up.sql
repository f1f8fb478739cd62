-- check: the hours of mart.orders_by_hour add up to the orders and their amounts; returns no rows when it holds
select
    by_hour.orders,
    by_hour.revenue
from (
    select
        coalesce(sum(orders), 0) as orders,
        coalesce(sum(revenue), 0) as revenue
    from mart.orders_by_hour
) as by_hour
cross join (
    select
        count(*) as orders,
        coalesce(sum(amount), 0) as revenue
    from mart.orders
) as total
where
    by_hour.orders <> total.orders
    or by_hour.revenue <> total.revenue
