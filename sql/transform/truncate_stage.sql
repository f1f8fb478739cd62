-- purpose: leave no rows of people behind in stage; TRUNCATE is DML, so it belongs to the batch's transaction
-- grain: -
-- reads: -
-- writes: stage.${feed}
-- rerun: an empty table stays empty
truncate table stage.${feed}
