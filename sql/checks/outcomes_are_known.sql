-- check: what became of a row has one of five names, and it is rejected by a rule or not at all; returns no rows when it holds
with
staged as (
    select
        'stage.customers' as table_name,
        source_file,
        source_row,
        outcome,
        failed_rule
    from stage.customers
    union all
    select
        'stage.orders' as table_name,
        source_file,
        source_row,
        outcome,
        failed_rule
    from stage.orders
    union all
    select
        'stage.events' as table_name,
        source_file,
        source_row,
        outcome,
        failed_rule
    from stage.events
)

select
    table_name,
    source_file,
    source_row
from staged
where
    outcome not in ('inserted', 'updated', 'superseded', 'repeated', 'rejected')
    or (outcome = 'rejected') <> (failed_rule is not null)
