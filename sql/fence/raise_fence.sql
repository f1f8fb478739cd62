-- purpose: make every earlier loader of this pipeline stop at its next transaction
-- grain: one row
-- reads: control.fence_${pipeline}
-- writes: control.fence_${pipeline}
-- rerun: raises once more, which only the same loader notices
update control.fence_${pipeline}
set
    epoch = epoch + 1,
    raised_by = :?loader,
    raised_at = sysdate(),
    touched_at = sysdate()
