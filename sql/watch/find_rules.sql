-- purpose: the rules that rows of a batch broke in its latest run
-- grain: one row a feed and rule, 500 at most
-- reads: control.batch_quality, control.batches
-- writes: -
-- rerun: reads only
select
    quality.feed,
    quality.rule,
    quality.severity,
    quality.description,
    quality.owner,
    quality.rows_checked,
    quality.rows_failed
from control.batch_quality as quality
inner join control.batches as batch
    on quality.batch_id = batch.batch_id and quality.run = batch.run
where
    quality.batch_id = :?batch_id
    and quality.rows_failed > 0
order by quality.rows_failed desc, quality.feed, quality.rule
limit 500
