-- purpose: the newest event of each feed that the marts have, for the metrics
-- grain: one row a feed that has loaded anything
-- reads: control.parameter_control
-- writes: -
-- rerun: reads only
select
    feed,
    date_part('epoch_second', last_extracted_at) as last_event_second
from control.parameter_control
where last_extracted_at is not null
