-- purpose: how old the newest data of each feed is
-- grain: one row a feed that has loaded anything
-- reads: control.parameter_control
-- writes: view mart.freshness
-- rerun: replaces the view
create or replace view mart.freshness
comment = 'The newest event and the last load of each feed, and the seconds since'
as
select
    feed,
    last_extracted_at as last_event_at,
    last_loaded_at,
    batch_id as last_batch_id,
    datediff('second', last_extracted_at, sysdate()) as event_age_seconds,
    datediff('second', last_loaded_at, sysdate()) as age_seconds
from control.parameter_control;
