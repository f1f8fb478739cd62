-- check: no row of a mart is without its key; returns no rows when it holds
with
keys as (
    select
        'mart.customer_events' as table_name,
        customer_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.customer_events
    union all
    select
        'mart.customers' as table_name,
        customer_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.customers
    union all
    select
        'mart.customer_history' as table_name,
        customer_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.customer_history
    union all
    select
        'mart.orders' as table_name,
        order_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.orders
    union all
    select
        'mart.superseded_orders' as table_name,
        order_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.superseded_orders
    union all
    select
        'mart.events' as table_name,
        event_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.events
    union all
    select
        'mart.superseded_events' as table_name,
        event_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.superseded_events
)

select
    table_name,
    batch_id,
    source_file,
    source_row
from keys
where
    row_key is null
    or trim(row_key) = ''
