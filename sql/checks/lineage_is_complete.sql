-- check: every row of a mart leads back to one object of the ledger; returns no rows when it holds
select
    mart_table,
    row_key,
    batch_id,
    source_file,
    source_row
from control.lineage
group by
    mart_table,
    row_key,
    batch_id,
    source_file,
    source_row
having count(distinct landing_key) <> 1
