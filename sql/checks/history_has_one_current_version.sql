-- check: a customer has one current version at most; returns no rows when it holds
select customer_id
from mart.customer_history
where is_current
group by customer_id
having count(*) > 1
