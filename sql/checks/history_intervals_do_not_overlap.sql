-- check: a customer has one version at a time; returns no rows when it holds
select
    earlier.customer_id,
    earlier.valid_from,
    earlier.valid_to
from mart.customer_history as earlier
inner join mart.customer_history as later
    on
        earlier.customer_id = later.customer_id
        and earlier.valid_from < later.valid_from
where
    earlier.valid_to is null
    or earlier.valid_to > later.valid_from
union all
select
    customer_id,
    valid_from,
    max(valid_to) as valid_to
from mart.customer_history
group by customer_id, valid_from
having count(*) > 1
