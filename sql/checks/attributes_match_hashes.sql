-- check: an attribute hash is the hash of the attributes beside it; returns no rows when it holds
select
    'mart.customer_events' as table_name,
    customer_id
from mart.customer_events
where
    attribute_hash is distinct from sha2(
        coalesce(full_name, '') || chr(31) || coalesce(email, '') || chr(31) || coalesce(country, '')
    )
union all
select
    'mart.customer_history' as table_name,
    customer_id
from mart.customer_history
where
    attribute_hash <> sha2(
        coalesce(full_name, '') || chr(31) || coalesce(email, '') || chr(31) || coalesce(country, '')
    )
