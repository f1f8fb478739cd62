-- purpose: clear the rejected rows of a batch, or of one of its objects, which is about to be loaded again
-- grain: -
-- reads: -
-- writes: control.rejected_rows
-- rerun: deletes only what is there
delete from control.rejected_rows
where
    batch_id = :?batch_id and feed = '${feed}'
    and (:?object = '*' or split_part(source_file, '/', -1) = :?object)
