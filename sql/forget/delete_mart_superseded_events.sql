-- purpose: take the customer out of the mart
-- grain: -
-- reads: -
-- writes: mart.superseded_events
-- rerun: deletes only what is there
delete from mart.superseded_events
where customer_id = :?customer_id
