-- purpose: orders that the mart does not have
-- grain: one row an order
-- reads: stage.orders
-- writes: mart.orders
-- rerun: stage marks as inserted only what is not there yet
insert into mart.orders (
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
)
select
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
from stage.orders
where outcome = 'inserted'
