-- purpose: the rejected lines of a batch, with the file they came in; edit the batch, or leave it out for the latest ones
-- grain: one row a rejected line, 100 at most
-- reads: control.rejected_rows, control.loaded_objects
-- writes: -
-- rerun: reads only
with
asked as (
    select null::varchar as batch_id
)

select
    rejected.batch_id,
    rejected.feed,
    rejected.rule,
    rejected.reason,
    rejected.line,
    object.landing_key,
    'processed/raw/' || rejected.feed || '/year=' || substr(rejected.batch_id, 1, 4)
    || '/month=' || substr(rejected.batch_id, 5, 2) || '/day=' || substr(rejected.batch_id, 7, 2)
    || '/' || rejected.batch_id || '/' || split_part(rejected.source_file, '/', -1) as archived_key,
    rejected.source_row
from asked
inner join control.rejected_rows as rejected
    on asked.batch_id is null or rejected.batch_id = asked.batch_id
left join control.loaded_objects as object
    on rejected.batch_id = object.batch_id and rejected.source_file = object.source_file
order by rejected.batch_id desc, rejected.feed, rejected.source_file, rejected.source_row
limit 100
