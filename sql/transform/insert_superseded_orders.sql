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
with
keys as (
    select
        min(order_id) as first_id,
        max(order_id) as last_id
    from stage.orders
    where outcome = 'updated'
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
from stage.orders as newer
cross join keys
-- left, so that the range narrows the scan: stage marks as updated only orders that the mart has
left join mart.orders as replaced
    on
        newer.order_id = replaced.order_id
        and replaced.order_id between keys.first_id and keys.last_id
where newer.outcome = 'updated'
