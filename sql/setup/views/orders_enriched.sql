-- purpose: orders with the customer as it was when the order was placed
-- grain: one row an order; orders that came before their customer are kept, with is_customer_known = false
-- reads: mart.orders, mart.customer_history
-- writes: view mart.orders_enriched
-- rerun: replaces the view
create or replace view mart.orders_enriched
comment = 'Orders with the customer as it was at the time of the order, resolved when asked'
as
select
    orders.order_id,
    orders.customer_id,
    orders.product,
    orders.quantity,
    orders.amount,
    orders.ordered_at,
    orders.recorded_at,
    customer.full_name,
    customer.email,
    customer.country,
    customer.customer_id is not null as is_customer_known,
    orders.batch_id,
    orders.source_file,
    orders.source_row
from mart.orders as orders
left join mart.customer_history as customer
    on
        orders.customer_id = customer.customer_id
        and orders.ordered_at >= customer.valid_from
        and (customer.valid_to is null or orders.ordered_at < customer.valid_to);
