-- purpose: keep the rows that a rule turned away, with the rule
-- grain: one row a rejected line
-- reads: stage.customers, stage.orders
-- writes: control.rejected_rows
-- rerun: reprocessing deletes the batch's earlier rejections first
insert into control.rejected_rows (
    batch_id,
    feed,
    source_file,
    source_row,
    rule,
    reason,
    line,
    rejected_at
)
select
    batch_id,
    'customers' as feed,
    source_file,
    source_row,
    failed_rule as rule,
    'the row fails sql/rules/customers/' || failed_rule || '.sql' as reason,
    line,
    sysdate() as rejected_at
from stage.customers
where outcome = 'rejected'
union all
select
    batch_id,
    'orders' as feed,
    source_file,
    source_row,
    failed_rule as rule,
    'the row fails sql/rules/orders/' || failed_rule || '.sql' as reason,
    line,
    sysdate() as rejected_at
from stage.orders
where outcome = 'rejected'
