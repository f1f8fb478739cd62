-- purpose: new orders and corrections; of several versions the one recorded last stands
-- grain: one row an order
-- reads: stage.orders
-- writes: mart.orders
-- rerun: stage lets through only what is newer than the mart
merge into mart.orders as target
using (
    select *
    from stage.orders
    where outcome in ('inserted', 'updated')
) as source
    on target.order_id = source.order_id
when matched then update set
    customer_id = source.customer_id,
    product = source.product,
    quantity = source.quantity,
    amount = source.amount,
    ordered_at = source.ordered_at,
    recorded_at = source.recorded_at,
    row_hash = source.row_hash,
    batch_id = source.batch_id,
    source_file = source.source_file,
    source_row = source.source_row
when not matched then insert (
    order_id,
    customer_id,
    product,
    quantity,
    amount,
    ordered_at,
    recorded_at,
    row_hash,
    batch_id,
    source_file,
    source_row
) values (
    source.order_id,
    source.customer_id,
    source.product,
    source.quantity,
    source.amount,
    source.ordered_at,
    source.recorded_at,
    source.row_hash,
    source.batch_id,
    source.source_file,
    source.source_row
)
