-- check: one row an order; returns no rows when it holds
select order_id
from mart.orders
group by order_id
having count(*) > 1
