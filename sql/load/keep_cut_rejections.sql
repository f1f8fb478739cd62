-- purpose: give rejected rows their whole line, where raw has it because the line has too many columns to keep apart
-- grain: one row a rejected line with more than 16 unknown columns
-- reads: raw.${feed}
-- writes: control.rejected_rows
-- rerun: sets the same line
update control.rejected_rows
set line = cut.line
from (
    select
        source_file as cut_file,
        source_row as cut_row,
        extra:line::varchar as line
    from raw.${feed}
    where batch_id = :?batch_id
) as cut
where
    batch_id = :?batch_id
    and feed = '${feed}'
    and source_file = cut.cut_file
    and source_row = cut.cut_row
    and cut.line is not null
