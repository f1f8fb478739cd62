-- purpose: how many rows of the batch break each rule of a feed, whether it rejects or warns
-- grain: one row a rule and run; rules that nothing breaks are there with zero
-- reads: stage.${feed}, control.rejected_rows, the rules, bound as JSON
-- writes: control.batch_quality
-- rerun: each run adds its own rows and leaves the earlier ones
insert into control.batch_quality (
    batch_id,
    run,
    feed,
    rule,
    severity,
    description,
    owner,
    rows_checked,
    rows_failed,
    counted_at
)
with
rules as (
    select
        entry.value:rule::varchar as rule,
        entry.value:severity::varchar as severity,
        entry.value:description::varchar as description,
        entry.value:owner::varchar as owner
    from table(flatten(input => parse_json(:?rules))) as entry
),

failures as (
    select broken.value::varchar as rule
    from stage.${feed} as staged, lateral flatten(input => staged.broken_rules) as broken
    union all
    select rule
    from control.rejected_rows
    where batch_id = :?batch_id and feed = '${feed}' and rule in ('unparsable', 'incomplete')
),

failed as (
    select
        rule,
        count(*) as rows_failed
    from failures
    group by rule
),

checked as (
    select count(*) as rows_checked
    from stage.${feed}
)

select
    :?batch_id as batch_id,
    :?run as run,
    '${feed}' as feed,
    rules.rule,
    rules.severity,
    rules.description,
    rules.owner,
    -- lines that cannot be split never got as far as stage
    checked.rows_checked + iff(rules.rule = 'unparsable', coalesce(failed.rows_failed, 0), 0) as rows_checked,
    coalesce(failed.rows_failed, 0) as rows_failed,
    sysdate() as counted_at
from rules
cross join checked
left join failed
    on rules.rule = failed.rule
