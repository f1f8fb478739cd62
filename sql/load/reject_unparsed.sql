-- purpose: keep the lines that COPY could not split into columns
-- grain: one row a line that is in the object and not in raw
-- reads: @control.lake, raw.${feed}
-- writes: control.rejected_rows
-- rerun: runs only in the transaction that loaded the objects
insert into control.rejected_rows (
    batch_id,
    feed,
    source_file,
    source_row,
    rule,
    reason,
    line,
    rejected_at
)
select
    :?batch_id as batch_id,
    '${feed}' as feed,
    lines.source_file,
    lines.source_row,
    'unparsable' as rule,
    'the line cannot be split into columns' as reason,
    lines.line,
    sysdate() as rejected_at
from (
    select
        metadata$filename as source_file,
        metadata$file_row_number as source_row,
        $1 as line
    from '@control.lake/${folder}/'
    (file_format => 'control.line_format', pattern => '${pattern}')
) as lines
left join raw.${feed} as parsed
    on
        parsed.batch_id = :?batch_id
        and lines.source_file = parsed.source_file
        and lines.source_row = parsed.source_row
where parsed.source_row is null
