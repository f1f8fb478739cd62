-- purpose: keep the versions of orders that do not stand: late ones, and those that a newer one replaces now
-- grain: one row an order and version
-- reads: stage.orders, mart.orders
-- writes: mart.superseded_orders
-- rerun: stage marks a version that is kept already as repeated
insert into mart.superseded_orders (
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
where outcome = 'superseded'
union all
select
    replaced.order_id,
    replaced.customer_id,
    replaced.product,
    replaced.quantity,
    replaced.amount,
    replaced.ordered_at,
    replaced.recorded_at,
    replaced.row_hash,
    replaced.batch_id,
    replaced.source_file,
    replaced.source_row
from mart.orders as replaced
inner join stage.orders as newer
    on replaced.order_id = newer.order_id
where
    newer.outcome = 'updated'
    -- without it the whole mart is read
    and replaced.order_id between
        (select min(order_id) from stage.orders where outcome = 'updated')
        and (select max(order_id) from stage.orders where outcome = 'updated')
