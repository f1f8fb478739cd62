-- purpose: take the customer out of the mart
-- grain: -
-- reads: -
-- writes: mart.customer_history
-- rerun: deletes only what is there
delete from mart.customer_history
where customer_id = :?customer_id
