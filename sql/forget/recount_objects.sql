-- purpose: let the ledger know which lines are missing, so that a batch still balances when it is processed again
-- grain: one row an object
-- reads: stage.forgotten_lines
-- writes: control.loaded_objects
-- rerun: lines are forgotten once
update control.loaded_objects
set rows_forgotten = coalesce(loaded_objects.rows_forgotten, 0) + forgotten.lines
from (
    select
        feed,
        source_file,
        count(*) as lines
    from stage.forgotten_lines
    group by feed, source_file
) as forgotten
where
    loaded_objects.feed = forgotten.feed
    and loaded_objects.source_file = forgotten.source_file
