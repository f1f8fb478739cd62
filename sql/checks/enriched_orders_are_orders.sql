-- check: mart.orders_enriched has each order once; returns no rows when it holds
select coalesce(enriched.order_id, orders.order_id) as order_id
from (
    select
        order_id,
        count(*) as copies
    from mart.orders_enriched
    group by order_id
) as enriched
full outer join (
    select
        order_id,
        count(*) as copies
    from mart.orders
    group by order_id
) as orders
    on enriched.order_id = orders.order_id
where enriched.copies is distinct from orders.copies
