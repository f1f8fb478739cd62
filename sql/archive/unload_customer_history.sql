-- purpose: the whole history of the customers that this batch brought events of, as Parquet
-- grain: one row a row of the mart
-- reads: mart.customer_history, mart.customer_events
-- writes: @control.lake
-- rerun: each attempt has a folder of its own; the finished manifest names the valid one
copy into '@control.lake/processed/mart/customer_history/${date}/${batch_id}/${attempt}/'
from (
    select *
    from mart.customer_history
    where customer_id in (select customer_id from mart.customer_events where batch_id = '${batch_id}')
)
file_format = (type = parquet)
header = true
