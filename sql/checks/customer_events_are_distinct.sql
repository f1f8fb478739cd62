-- check: one row an event; returns no rows when it holds
select
    customer_id,
    row_hash
from mart.customer_events
group by customer_id, row_hash
having count(*) > 1
