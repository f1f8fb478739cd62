-- purpose: the newest record of each feed that the marts have, and its last load
-- grain: one row a feed that has loaded anything
-- reads: control.parameter_control
-- writes: -
-- rerun: reads only
select
    feed,
    batch_id,
    datediff('millisecond', '1970-01-01'::timestamp_ntz, last_extracted_at) as newest_event_ms,
    datediff('millisecond', '1970-01-01'::timestamp_ntz, last_loaded_at) as loaded_ms
from control.parameter_control
order by feed
limit 1000
