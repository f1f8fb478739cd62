-- purpose: let the ledger count what is left, so that a batch still balances when it is processed again
-- grain: one row an object
-- reads: stage.forgotten_lines
-- writes: control.loaded_objects
-- rerun: lines are forgotten once
update control.loaded_objects
set
    rows_parsed = loaded_objects.rows_parsed - forgotten.all_lines,
    rows_loaded = loaded_objects.rows_loaded - (forgotten.all_lines - forgotten.unparsable_lines),
    errors_seen = loaded_objects.errors_seen - forgotten.unparsable_lines
from (
    select
        feed,
        source_file,
        count(*) as all_lines,
        count_if(is_unparsable) as unparsable_lines
    from stage.forgotten_lines
    group by feed, source_file
) as forgotten
where
    loaded_objects.feed = forgotten.feed
    and loaded_objects.source_file = forgotten.source_file
