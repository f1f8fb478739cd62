-- purpose: delete the raw rows of batches that are marked
-- grain: one row a line
-- reads: control.batches
-- writes: raw.${feed}
-- rerun: deletes only what is there
delete from raw.${feed}
where batch_id in (select batch_id from control.batches where raw_trimmed_at is not null)
