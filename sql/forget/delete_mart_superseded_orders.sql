-- purpose: take the customer out of the mart
-- grain: -
-- reads: -
-- writes: mart.superseded_orders
-- rerun: deletes only what is there
delete from mart.superseded_orders
where customer_id = :?customer_id
