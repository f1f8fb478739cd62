-- purpose: whose history has to be derived anew once the events of a batch, or of one of its objects, are gone
-- grain: one row a customer
-- reads: mart.customer_events
-- writes: stage.removed_customers (overwritten)
-- rerun: runs before the events are deleted, in the same transaction
insert overwrite into stage.removed_customers (
    customer_id
)
select distinct customer_id
from mart.customer_events
where batch_id = :?batch_id and (:?object = '*' or split_part(source_file, '/', -1) = :?object)
