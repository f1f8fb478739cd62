-- check: a version begins before it ends, and is current while it has no end; returns no rows when it holds
select
    customer_id,
    valid_from,
    valid_to
from mart.customer_history
where
    valid_from >= valid_to
    or is_current <> (valid_to is null)
