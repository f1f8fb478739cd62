-- purpose: which transactions of this user hold a lock
-- grain: one row for each lock
-- reads: the locks of the user's sessions
-- writes: -
-- rerun: reads only
show locks
