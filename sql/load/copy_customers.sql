-- purpose: the listed objects of one batch into raw, every column as text
-- grain: one row a line that parses; the others are told by the result and picked up by reject_unparsed
-- reads: @control.lake
-- writes: raw.customers
-- rerun: only called for objects that the ledger does not hold; force = true leaves that decision to it
copy into raw.customers (
    customer_id,
    full_name,
    email,
    country,
    operation,
    changed_at,
    extra_1,
    extra_2,
    extra_3,
    extra_4,
    batch_id,
    source_file,
    source_row,
    loaded_at
)
from (
    select
        $1 as customer_id,
        $2 as full_name,
        $3 as email,
        $4 as country,
        $5 as operation,
        $6 as changed_at,
        $7 as extra_1,
        $8 as extra_2,
        $9 as extra_3,
        $10 as extra_4,
        '${batch_id}' as batch_id,
        metadata$filename as source_file,
        metadata$file_row_number as source_row,
        metadata$start_scan_time::timestamp_ntz as loaded_at
    from @control.lake/processing/${batch_id}/customers/
)
files = (${files})
file_format = (format_name = 'control.csv_format')
on_error = continue
force = true
