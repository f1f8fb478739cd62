-- purpose: keep the whole line of rows that have more unknown columns than extra takes
-- grain: one row a line with more than 16 unknown columns
-- reads: @control.lake
-- writes: raw.${feed}
-- rerun: a row that has its line is left alone
update raw.${feed}
set extra = object_construct('line', lines.line)
from (
    select
        metadata$filename as line_file,
        metadata$file_row_number as line_row,
        $1 as line
    from '@control.lake/${folder}/'
    (file_format => 'control.line_format')
) as lines
where
    batch_id = :?batch_id
    and extra[16]::varchar is not null
    and source_file = lines.line_file
    and source_row = lines.line_row
