-- purpose: decide which batches lose their raw rows: loaded, not held, and older than load.raw-retention
-- grain: one row a batch
-- reads: control.batches
-- writes: control.batches
-- rerun: a batch is marked once, and again only after a reload
update control.batches
set raw_trimmed_at = sysdate()
where
    status = 'loaded'
    and raw_trimmed_at is null
    and recorded_at < dateadd('millisecond', -:?retention_ms::number(18, 0), sysdate())
