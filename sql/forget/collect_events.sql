-- purpose: the lines of raw that are about the customer, whether rules rejected them or not
-- grain: one row a line
-- reads: raw.events
-- writes: stage.forgotten_lines
-- rerun: the table is emptied at the end of the same transaction
insert into stage.forgotten_lines (
    feed,
    source_file,
    source_row,
    is_unparsable
)
select
    'events' as feed,
    source_file,
    source_row,
    false as is_unparsable
from raw.events
where
    trim(try_parse_json(line):customer_id::varchar) = :?customer_id
    -- where the agent tells of each line where it comes from, the line is in data
    or trim(try_parse_json(try_parse_json(line):data::varchar):customer_id::varchar) = :?customer_id
