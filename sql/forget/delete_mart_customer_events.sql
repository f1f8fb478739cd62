-- purpose: take the customer out of the mart
-- grain: -
-- reads: -
-- writes: mart.customer_events
-- rerun: deletes only what is there
delete from mart.customer_events
where customer_id = :?customer_id
