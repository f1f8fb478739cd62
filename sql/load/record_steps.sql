-- purpose: keep which statements made the batch, with their rows, time and Snowflake's query ids
-- grain: one row a statement; this one and the entry in control.batches come after it and are not among them
-- reads: the steps, bound as JSON; control.loaded_objects
-- writes: control.batch_steps
-- rerun: each run adds its own steps and leaves the earlier ones
insert into control.batch_steps (
    batch_id,
    run,
    ordinal,
    step,
    statement,
    rows_affected,
    milliseconds,
    query_id,
    recorded_at
)
with
steps as (
    select
        entry.value:ordinal::number(9, 0) as ordinal,
        entry.value:step::varchar as step,
        entry.value:statement::varchar as statement,
        entry.value:rows_affected::number(18, 0) as rows_affected,
        entry.value:milliseconds::number(18, 0) as milliseconds,
        entry.value:query_id::varchar as query_id
    from table(flatten(input => parse_json(:?steps))) as entry
),

-- COPY returns a row an object instead of a count
copied as (
    select
        'load/copy_' || feed as step,
        sum(rows_loaded) as rows_loaded
    from control.loaded_objects
    where batch_id = :?batch_id
    group by feed
)

select
    :?batch_id as batch_id,
    :?run as run,
    steps.ordinal,
    steps.step,
    steps.statement,
    coalesce(steps.rows_affected, copied.rows_loaded) as rows_affected,
    steps.milliseconds,
    steps.query_id,
    sysdate() as recorded_at
from steps
left join copied
    on steps.step = copied.step
