-- purpose: which batches wait for a person, so that people are told until none does
-- grain: one row a held batch of the last weeks, 100 at most
-- reads: control.batches
-- writes: -
-- rerun: reads only
select batch_id
from control.batches
where
    pipeline = :?pipeline
    and status = 'held'
    and recorded_at > dateadd('day', -30, sysdate())
order by batch_id desc
limit 100
