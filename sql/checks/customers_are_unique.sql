-- check: one row a customer; returns no rows when it holds
select customer_id
from mart.customers
group by customer_id
having count(*) > 1
