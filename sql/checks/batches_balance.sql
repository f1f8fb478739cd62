-- check: parsed = accepted + rejected, accepted = inserted + updated + superseded + repeated; returns no rows when it holds
select
    batch_id,
    feed,
    run
from control.batch_counts
where
    rows_parsed <> rows_accepted + rows_rejected
    or rows_accepted <> rows_inserted + rows_updated + rows_superseded + rows_repeated
