-- purpose: corrections: the newest version of an order that the mart has an older one of
-- grain: one row an order
-- reads: stage.orders
-- writes: mart.orders
-- rerun: stage marks as updated only what is newer than the mart
update mart.orders
set
    customer_id = newer.customer_id,
    product = newer.product,
    quantity = newer.quantity,
    amount = newer.amount,
    ordered_at = newer.ordered_at,
    recorded_at = newer.recorded_at,
    row_hash = newer.row_hash,
    batch_id = newer.batch_id,
    source_file = newer.source_file,
    source_row = newer.source_row
from (
    select *
    from stage.orders
    where outcome = 'updated'
) as newer
where orders.order_id = newer.order_id
