-- purpose: how long events took from being received by HTTP to being loaded, the latest batches first
-- grain: one row a batch and feed with such events
-- reads: control.event_delays
-- writes: -
-- rerun: reads only
select
    batch_id,
    feed,
    events,
    datediff('second', last_received_at, recorded_at) as shortest_seconds,
    datediff('second', first_received_at, recorded_at) as longest_seconds,
    -- a quarter of what Firehose (24 hours) and a Kinesis stream (here 7 days) keep what they cannot pass on
    longest_seconds > 6 * 3600 as is_late_for_firehose,
    longest_seconds > 42 * 3600 as is_late_for_kinesis
from control.event_delays
order by batch_id desc, feed
