-- purpose: what a customer looked like at a time (UTC)
-- grain: one row, none if there was no such customer then
-- reads: mart.customer_history
-- writes: -
-- rerun: reads only
with
asked as (
    select
        'C-1' as customer_id,
        '2026-11-20 12:00:00'::timestamp_ntz as moment
)

select
    version.customer_id,
    version.full_name,
    version.email,
    version.country,
    version.valid_from,
    version.valid_to,
    version.is_current
from asked
inner join mart.customer_history as version
    on
        asked.customer_id = version.customer_id
        and asked.moment >= version.valid_from
        and (version.valid_to is null or asked.moment < version.valid_to)
