-- check: each customer is as the latest event says, a deletion before all others of its instant; returns no rows when it holds
with
latest as (
    select
        customer_id,
        row_hash,
        is_deleted
    from mart.customer_events
    qualify row_number() over (
        partition by customer_id
        order by changed_at desc, is_deleted desc, row_hash desc
    ) = 1
)

select coalesce(latest.customer_id, customers.customer_id) as customer_id
from latest
full outer join mart.customers as customers
    on latest.customer_id = customers.customer_id
where
    (customers.customer_id is null and not latest.is_deleted)
    or latest.customer_id is null
    or (customers.customer_id is not null and (latest.is_deleted or customers.row_hash <> latest.row_hash))
