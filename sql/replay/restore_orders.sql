-- purpose: let the best remaining version stand where the one that stood was taken out
-- grain: one row an order
-- reads: mart.superseded_orders
-- writes: mart.orders
-- rerun: restores only what has no version standing
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
    version.order_id,
    version.customer_id,
    version.product,
    version.quantity,
    version.amount,
    version.ordered_at,
    version.recorded_at,
    version.row_hash,
    version.batch_id,
    version.source_file,
    version.source_row
from mart.superseded_orders as version
left join mart.orders as standing
    on version.order_id = standing.order_id
where standing.order_id is null
qualify row_number() over (
    partition by version.order_id
    order by version.recorded_at desc, version.row_hash desc
) = 1
