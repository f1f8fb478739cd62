-- purpose: a version that stands again is not superseded
-- grain: one row an order and version
-- reads: mart.orders
-- writes: mart.superseded_orders
-- rerun: deletes only what is in both tables
delete from mart.superseded_orders
using mart.orders as standing
where
    superseded_orders.order_id = standing.order_id
    and superseded_orders.row_hash = standing.row_hash
