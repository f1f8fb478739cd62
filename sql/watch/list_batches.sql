-- purpose: the batches of a pipeline, newest first; an empty status or feed is any, ids sort by time
-- grain: one row a batch, 201 at most
-- reads: control.batches, control.batch_counts, control.batch_steps
-- writes: -
-- rerun: reads only
with
page as (
    select *
    from control.batches
    where
        pipeline = :?pipeline
        and batch_id >= :?since
        and batch_id < :?before
        and (:?status = '' or status = :?status)
        and (
            :?feed = ''
            or batch_id in (
                select counts.batch_id
                from control.batch_counts as counts
                where counts.feed = :?feed
            )
        )
    order by batch_id desc
    limit 201
),

counted as (
    select
        counts.batch_id,
        listagg(distinct counts.feed, ',') within group (order by counts.feed) as feeds,
        min(counts.counted_at) as loaded_at,
        max(iff(counts.run = 1, counts.last_event_at, null)) as newest_event_at
    from control.batch_counts as counts
    inner join page
        on counts.batch_id = page.batch_id
    group by counts.batch_id
),

timed as (
    select
        steps.batch_id,
        sum(steps.milliseconds) as milliseconds
    from control.batch_steps as steps
    inner join page
        on steps.batch_id = page.batch_id and steps.run = page.run
    group by steps.batch_id
)

select
    page.batch_id,
    page.status,
    page.run,
    page.sql_version,
    page.epoch,
    page.objects_listed,
    page.objects_loaded,
    page.objects_repeated,
    page.objects_failed,
    page.objects_missing,
    page.rows_parsed,
    page.rows_accepted,
    page.rows_rejected,
    page.rows_inserted,
    page.rows_updated,
    page.rows_superseded,
    page.rows_repeated,
    page.rows_held,
    page.rows_extra,
    counted.feeds,
    timed.milliseconds,
    datediff('millisecond', '1970-01-01'::timestamp_ntz, page.recorded_at) as recorded_ms,
    datediff('millisecond', '1970-01-01'::timestamp_ntz, page.raw_trimmed_at) as trimmed_ms,
    datediff('millisecond', '1970-01-01'::timestamp_ntz, counted.loaded_at) as loaded_ms,
    datediff('millisecond', '1970-01-01'::timestamp_ntz, counted.newest_event_at) as newest_event_ms
from page
left join counted
    on page.batch_id = counted.batch_id
left join timed
    on page.batch_id = timed.batch_id
order by page.batch_id desc
