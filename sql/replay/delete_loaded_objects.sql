-- purpose: clear the ledger's rows of a batch, or of one of its objects, which is about to be loaded again
-- grain: -
-- reads: -
-- writes: control.loaded_objects
-- rerun: deletes only what is there
delete from control.loaded_objects
where
    batch_id = :?batch_id and feed = '${feed}'
    and (:?object = '*' or split_part(source_file, '/', -1) = :?object)
