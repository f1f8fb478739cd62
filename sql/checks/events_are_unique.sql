-- check: one row an event; returns no rows when it holds
select event_id
from mart.events
group by event_id
having count(*) > 1
