-- purpose: the listed objects of one batch into raw, every column as text, up to 17 unknown ones in extra
-- grain: one row a line that parses; the others are told by the result and picked up by reject_unparsed
-- reads: @control.lake
-- writes: raw.orders
-- rerun: only called for objects that the ledger does not hold; force = true leaves that decision to it
copy into raw.orders (
    order_id,
    customer_id,
    product,
    quantity,
    amount,
    ordered_at,
    recorded_at,
    extra,
    batch_id,
    source_file,
    source_row,
    loaded_at
)
from (
    select
        $1 as order_id,
        $2 as customer_id,
        $3 as product,
        $4 as quantity,
        $5 as amount,
        $6 as ordered_at,
        $7 as recorded_at,
        case
            when $8 is not null then array_construct(
                $8, $9, $10, $11, $12, $13, $14, $15, $16,
                $17, $18, $19, $20, $21, $22, $23, $24
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
