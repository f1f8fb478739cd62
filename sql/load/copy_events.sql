-- purpose: the listed objects of one batch into raw, every line whole; its JSON is read by stage_events
-- grain: one row a line that is not empty
-- reads: @control.lake
-- writes: raw.events
-- rerun: only called for objects that the ledger does not hold; force = true leaves that decision to it
copy into raw.events (
    line,
    batch_id,
    source_file,
    source_row,
    loaded_at
)
from (
    select
        $1 as line,
        '${batch_id}' as batch_id,
        metadata$filename as source_file,
        metadata$file_row_number as source_row,
        metadata$start_scan_time::timestamp_ntz as loaded_at
    from '@control.lake/${folder}/'
)
files = (${files})
file_format = (format_name = 'control.line_format')
on_error = continue
force = true
