-- purpose: take the customer out of the mart
-- grain: -
-- reads: -
-- writes: mart.events
-- rerun: deletes only what is there
delete from mart.events
where customer_id = :?customer_id
