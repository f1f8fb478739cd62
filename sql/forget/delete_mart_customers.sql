-- purpose: take the customer out of the mart
-- grain: -
-- reads: -
-- writes: mart.customers
-- rerun: deletes only what is there
delete from mart.customers
where customer_id = :?customer_id
