-- purpose: take the rows of a batch, or of one of its objects, out of the mart
-- grain: one row an order
-- reads: -
-- writes: mart.orders
-- rerun: deletes only what is there
delete from mart.orders
where batch_id = :?batch_id and (:?object = '*' or split_part(source_file, '/', -1) = :?object)
