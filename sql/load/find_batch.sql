-- purpose: whether this batch was committed before, and with what counts
-- grain: at most one row
-- reads: control.batches, control.event_delays, control.batch_steps
-- writes: -
-- rerun: reads only
select
    batch_id,
    status,
    objects_listed,
    objects_loaded,
    objects_repeated,
    objects_failed,
    objects_missing,
    rows_parsed,
    rows_accepted,
    rows_rejected,
    rows_inserted,
    rows_updated,
    rows_superseded,
    rows_repeated,
    rows_held,
    rows_extra,
    (
        select max(datediff('second', first_received_at, recorded_at))
        from control.event_delays
        where batch_id = :?batch_id
    ) as longest_delay_seconds,
    (
        select sum(milliseconds)
        from control.batch_steps
        where batch_id = :?batch_id
    ) as statement_milliseconds
from control.batches
where batch_id = :?batch_id
