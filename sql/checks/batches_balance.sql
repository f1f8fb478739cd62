-- check: parsed = accepted + rejected, accepted = inserted + updated + superseded + repeated + held; returns no rows when it holds
select
    batch_id,
    feed,
    run
from control.batch_counts
where
    rows_parsed <> rows_accepted + rows_rejected
    or rows_accepted <> rows_inserted + rows_updated + rows_superseded + rows_repeated + rows_held
    or (rows_held > 0 and not is_held)
