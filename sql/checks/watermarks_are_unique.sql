-- check: one watermark a feed; returns no rows when it holds
select feed
from control.parameter_control
group by feed
having count(*) > 1
