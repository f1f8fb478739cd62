-- purpose: the batches that wait for a person, lost objects, or brought columns that nobody knows
-- grain: one row a batch, the newest first
-- reads: control.batches
-- writes: -
-- rerun: reads only
select
    batch_id,
    status,
    rows_parsed,
    rows_rejected,
    rows_held,
    rows_extra,
    objects_failed,
    objects_missing,
    recorded_at
from control.batches
where
    status = 'held'
    or rows_extra > 0
    or objects_failed > 0
    or objects_missing > 0
order by batch_id desc
