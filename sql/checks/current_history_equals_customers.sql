-- check: the current versions are the customers, with the same attributes; returns no rows when it holds
select coalesce(current_version.customer_id, customer.customer_id) as customer_id
from (
    select *
    from mart.customer_history
    where is_current
) as current_version
full outer join mart.customers as customer
    on current_version.customer_id = customer.customer_id
where
    current_version.customer_id is null
    or customer.customer_id is null
    or current_version.full_name is distinct from customer.full_name
    or current_version.email is distinct from customer.email
    or current_version.country is distinct from customer.country
