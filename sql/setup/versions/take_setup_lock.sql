-- purpose: lets one setup at a time change the warehouse; the transaction that runs this keeps the lock
-- grain: one row
-- reads: -
-- writes: control.setup_lock
-- rerun: rolled back at the end, so nothing stays of it
update control.setup_lock
set taken_at = sysdate()
