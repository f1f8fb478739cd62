-- purpose: end a transaction that a loader before this one has left open, so that its lock does not stay for minutes
-- grain: one row
-- reads: -
-- writes: nothing; what the transaction wrote is undone
-- rerun: a transaction that is over stays as it is
select system$abort_transaction(${transaction})
