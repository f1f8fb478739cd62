-- purpose: lock the fence row before anything is read; the other loader waits here
-- grain: one row
-- reads: -
-- writes: control.fence_${pipeline}
-- rerun: overwrites the time of the last touch
update control.fence_${pipeline}
set touched_at = sysdate()
