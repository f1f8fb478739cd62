-- purpose: the epoch, read behind the lock
-- grain: one row
-- reads: control.fence_${pipeline}
-- writes: -
-- rerun: reads only
select epoch
from control.fence_${pipeline}
