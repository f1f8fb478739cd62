-- purpose: clear the raw rows of a batch, or of one of its objects, which is about to be loaded again
-- grain: -
-- reads: -
-- writes: raw.${feed}
-- rerun: deletes only what is there
delete from raw.${feed}
where
    batch_id = :?batch_id
    and (:?object = '*' or split_part(source_file, '/', -1) = :?object)
