-- purpose: take the events of a batch, or of one of its objects, out
-- grain: one row an event
-- reads: -
-- writes: mart.customer_events
-- rerun: deletes only what is there
delete from mart.customer_events
where batch_id = :?batch_id and (:?object = '*' or split_part(source_file, '/', -1) = :?object)
