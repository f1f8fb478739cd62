-- purpose: keep the rows that a rule turned away, with the rule
-- grain: one row a rejected line
-- reads: stage.${feed}
-- writes: control.rejected_rows
-- rerun: processing a batch again deletes its earlier rejections first
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
    '${feed}' as feed,
    source_file,
    source_row,
    failed_rule as rule,
    iff(
        failed_rule = 'incomplete',
        'a column that the mart needs is missing or of another type',
        'the row fails sql/rules/${feed}/' || failed_rule || '.sql'
    ) as reason,
    line,
    sysdate() as rejected_at
from stage.${feed}
where outcome = 'rejected'
