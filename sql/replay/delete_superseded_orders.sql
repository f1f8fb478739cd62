-- purpose: take the versions that a batch, or one of its objects, brought and that do not stand out of the mart
-- grain: one row an order and version
-- reads: -
-- writes: mart.superseded_orders
-- rerun: deletes only what is there
delete from mart.superseded_orders
where batch_id = :?batch_id and (:?object = '*' or split_part(source_file, '/', -1) = :?object)
