-- purpose: take the customer out of the mart
-- grain: -
-- reads: -
-- writes: mart.orders
-- rerun: deletes only what is there
delete from mart.orders
where customer_id = :?customer_id
