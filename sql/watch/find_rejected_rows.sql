-- purpose: the first lines of a batch that each rule turned away, cut to 500 characters
-- grain: one row a line, three a feed and rule and 200 in all at most
-- reads: control.rejected_rows
-- writes: -
-- rerun: reads only
select
    feed,
    rule,
    substr(reason, 1, 500) as reason,
    substr(line, 1, 500) as line,
    source_file,
    source_row
from control.rejected_rows
where batch_id = :?batch_id
qualify row_number() over (partition by feed, rule order by source_file, source_row) <= 3
order by feed, rule, source_file, source_row
limit 200
