-- purpose: from a row of a mart to its line: which row of which object, of which batch
-- grain: one row a row of a mart
-- reads: mart.*, control.loaded_objects
-- writes: view control.lineage
-- rerun: replaces the view
create or replace view control.lineage
comment = 'Where each row of a mart comes from: batch, object and line; archived_key is where the object lies now'
as
with
mart_rows as (
    select
        'orders' as mart_table,
        'orders' as feed,
        order_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.orders
    union all
    select
        'superseded_orders' as mart_table,
        'orders' as feed,
        order_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.superseded_orders
    union all
    select
        'events' as mart_table,
        'events' as feed,
        event_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.events
    union all
    select
        'superseded_events' as mart_table,
        'events' as feed,
        event_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.superseded_events
    union all
    select
        'customer_events' as mart_table,
        'customers' as feed,
        customer_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.customer_events
    union all
    select
        'customers' as mart_table,
        'customers' as feed,
        customer_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.customers
    union all
    select
        'customer_history' as mart_table,
        'customers' as feed,
        customer_id as row_key,
        batch_id,
        source_file,
        source_row
    from mart.customer_history
)

select
    mart_rows.mart_table,
    mart_rows.row_key,
    mart_rows.feed,
    mart_rows.batch_id,
    mart_rows.source_file,
    mart_rows.source_row,
    object.landing_key,
    object.etag,
    'processed/raw/' || mart_rows.feed || '/year=' || substr(mart_rows.batch_id, 1, 4)
    || '/month=' || substr(mart_rows.batch_id, 5, 2) || '/day=' || substr(mart_rows.batch_id, 7, 2)
    || '/' || mart_rows.batch_id || '/' || split_part(mart_rows.source_file, '/', -1) as archived_key
from mart_rows
left join control.loaded_objects as object
    on
        mart_rows.batch_id = object.batch_id
        and mart_rows.feed = object.feed
        and mart_rows.source_file = object.source_file;
