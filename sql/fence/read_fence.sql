-- purpose: the epoch and who raised it, read behind the lock
-- grain: one row
-- reads: control.fence_${pipeline}
-- writes: -
-- rerun: reads only
select
    epoch,
    raised_by
from control.fence_${pipeline}
