-- purpose: the lines of raw that are about the customer, whether their other columns could be typed or not
-- grain: one row a line
-- reads: raw.orders
-- writes: stage.forgotten_lines
-- rerun: the table is emptied at the end of the same transaction
insert into stage.forgotten_lines (
    feed,
    source_file,
    source_row,
    is_unparsable
)
select
    'orders' as feed,
    source_file,
    source_row,
    false as is_unparsable
from raw.orders
where trim(customer_id) = :?customer_id
