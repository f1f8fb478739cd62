-- purpose: the batches that brought what the marts have of the customer: their Parquet has it too
-- grain: one row a batch
-- reads: mart.*
-- writes: -
-- rerun: reads only
select batch_id
from mart.customer_events
where customer_id = :?customer_id
union
select batch_id
from mart.orders
where customer_id = :?customer_id
union
select batch_id
from mart.superseded_orders
where customer_id = :?customer_id
union
select batch_id
from mart.events
where customer_id = :?customer_id
union
select batch_id
from mart.superseded_events
where customer_id = :?customer_id
