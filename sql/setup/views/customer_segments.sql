-- purpose: what each customer is worth
-- grain: one row a customer, known or only named by orders, so that lifetime values add up to the revenue
-- reads: mart.customers, mart.orders
-- writes: view mart.customer_segments
-- rerun: replaces the view
create or replace view mart.customer_segments
comment = 'Lifetime value of each customer: High above 1000, Medium above 500, else Low'
as
with
totals as (
    select
        customer_id,
        sum(amount) as lifetime_value,
        count(*) as orders,
        min(ordered_at) as first_order_at,
        max(ordered_at) as last_order_at
    from mart.orders
    group by customer_id
)

select
    coalesce(totals.customer_id, customer.customer_id) as customer_id,
    customer.full_name,
    customer.country,
    customer.customer_id is not null as is_known,
    coalesce(totals.lifetime_value, 0) as lifetime_value,
    coalesce(totals.orders, 0) as orders,
    totals.first_order_at,
    totals.last_order_at,
    coalesce(datediff('day', totals.first_order_at, totals.last_order_at), 0) as lifetime_days,
    case
        when totals.lifetime_value > 1000 then 'High'
        when totals.lifetime_value > 500 then 'Medium'
        else 'Low'
    end as segment
from totals
full outer join mart.customers as customer
    on totals.customer_id = customer.customer_id;
