-- purpose: the listed objects of one batch into raw, every column as text, up to 17 unknown ones in extra
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
    extra,
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
        case
            when $7 is not null then array_construct(
                $7, $8, $9, $10, $11, $12, $13, $14, $15,
                $16, $17, $18, $19, $20, $21, $22, $23
            )
        end as extra,
        '${batch_id}' as batch_id,
        metadata$filename as source_file,
        metadata$file_row_number as source_row,
        metadata$start_scan_time::timestamp_ntz as loaded_at
    from '@control.lake/${folder}/'
)
files = (${files})
file_format = (format_name = 'control.csv_format')
on_error = continue
force = true
