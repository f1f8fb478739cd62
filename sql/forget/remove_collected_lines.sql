-- purpose: leave no trace of the customer behind in stage; TRUNCATE is DML, so it belongs to the transaction
-- grain: -
-- reads: -
-- writes: stage.forgotten_lines
-- rerun: an empty table stays empty
truncate table stage.forgotten_lines
