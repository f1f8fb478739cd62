-- purpose: where an order comes from, by its id: each version with its batch, its object and its line there
-- grain: one row a version; the one of mart.orders stands
-- reads: control.lineage, control.batches
-- writes: -
-- rerun: reads only
with
asked as (
    select 'O-1' as order_id
)

select
    lineage.mart_table,
    lineage.row_key as order_id,
    lineage.source_row,
    lineage.archived_key,
    lineage.landing_key,
    lineage.etag,
    lineage.batch_id,
    batch.recorded_at as loaded_at
from asked
inner join control.lineage as lineage
    on asked.order_id = lineage.row_key and lineage.feed = 'orders'
left join control.batches as batch
    on lineage.batch_id = batch.batch_id
order by lineage.mart_table, batch.recorded_at desc
