-- purpose: the rows of mart.customers that this batch wrote last, as Parquet
-- grain: one row a row of the mart
-- reads: mart.customers
-- writes: @control.lake
-- rerun: each attempt has a folder of its own; the finished manifest names the valid one
copy into '@control.lake/processed/mart/customers/${date}/${batch_id}/${attempt}/'
from (
    select *
    from mart.customers
    where batch_id = '${batch_id}'
)
file_format = (type = parquet)
header = true
