-- purpose: the rows of mart.orders that this batch wrote last, as Parquet
-- grain: one row a row of the mart
-- reads: mart.orders
-- writes: @control.lake
-- rerun: each attempt has a folder of its own; the finished manifest names the valid one
copy into '@control.lake/processed/mart/orders/${date}/${batch_id}/${attempt}/'
from (
    select *
    from mart.orders
    where batch_id = '${batch_id}'
)
file_format = (type = parquet)
header = true
