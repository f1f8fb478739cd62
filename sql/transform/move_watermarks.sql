-- purpose: report the newest event of each feed that the marts have; nothing is selected by it
-- grain: one row a feed
-- reads: control.batch_counts
-- writes: control.parameter_control
-- rerun: a watermark never moves back
merge into control.parameter_control as target
using (
    select
        feed,
        last_event_at,
        batch_id
    from control.batch_counts
    where batch_id = :?batch_id and run = :?run
) as moved
    on target.feed = moved.feed
when matched then update set
    last_extracted_at = greatest(
        coalesce(target.last_extracted_at, moved.last_event_at),
        coalesce(moved.last_event_at, target.last_extracted_at)
    ),
    last_loaded_at = sysdate(),
    batch_id = moved.batch_id
when not matched then insert (
    feed,
    last_extracted_at,
    last_loaded_at,
    batch_id
) values (
    moved.feed,
    moved.last_event_at,
    sysdate(),
    moved.batch_id
)
