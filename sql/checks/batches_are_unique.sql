-- check: one row a batch; returns no rows when it holds
select batch_id
from control.batches
group by batch_id
having count(*) > 1
