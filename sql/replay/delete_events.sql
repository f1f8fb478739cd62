-- purpose: take the rows of a batch, or of one of its objects, out of the mart
-- grain: one row an event
-- reads: -
-- writes: mart.events
-- rerun: deletes only what is there
delete from mart.events
where batch_id = :?batch_id and (:?object = '*' or split_part(source_file, '/', -1) = :?object)
