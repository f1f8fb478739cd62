-- purpose: the removed customers have been derived anew
-- grain: -
-- reads: -
-- writes: stage.removed_customers
-- rerun: an empty table stays empty
truncate table stage.removed_customers
