-- purpose: which rules are broken how often, day by day (UTC); a rule nothing breaks is not shown
-- grain: one row a day, feed and rule; of a batch that was processed again its latest run counts
-- reads: control.batch_quality, control.batches
-- writes: -
-- rerun: reads only
select
    date_trunc('day', quality.counted_at) as day_at,
    quality.feed,
    quality.rule,
    quality.severity,
    sum(quality.rows_failed) as rows_failed,
    sum(quality.rows_checked) as rows_checked,
    round(100 * sum(quality.rows_failed) / sum(quality.rows_checked), 2) as percent_failed
from control.batch_quality as quality
inner join control.batches as batch
    on quality.batch_id = batch.batch_id and quality.run = batch.run
group by date_trunc('day', quality.counted_at), quality.feed, quality.rule, quality.severity
having sum(quality.rows_failed) > 0
order by day_at, quality.feed, rows_failed desc, quality.rule
