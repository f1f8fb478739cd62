-- purpose: the statements of a batch, newest run first; a query id leads to Snowflake's profile
-- grain: one row a statement, 1,000 at most
-- reads: control.batch_steps
-- writes: -
-- rerun: reads only
select
    run,
    ordinal,
    step,
    rows_affected,
    milliseconds,
    query_id
from control.batch_steps
where batch_id = :?batch_id
order by run desc, ordinal
limit 1000
