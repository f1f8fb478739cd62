-- check: a batch is loaded or held, a rule rejects or warns; returns no rows when it holds
select
    'control.batches' as table_name,
    batch_id,
    status as unknown_value
from control.batches
where status not in ('loaded', 'held')
union all
select
    'control.batch_quality' as table_name,
    batch_id,
    severity as unknown_value
from control.batch_quality
where severity not in ('reject', 'warn')
