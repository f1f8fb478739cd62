-- check: between batches stage holds nothing of anybody (inside a batch's transaction it does); returns no rows when it holds
select
    'stage.customers' as table_name,
    batch_id
from stage.customers
union all
select
    'stage.orders' as table_name,
    batch_id
from stage.orders
union all
select
    'stage.events' as table_name,
    batch_id
from stage.events
union all
select
    'stage.removed_customers' as table_name,
    customer_id as batch_id
from stage.removed_customers
union all
select
    'stage.forgotten_lines' as table_name,
    source_file as batch_id
from stage.forgotten_lines
