-- purpose: clear the batch's rejections by rule, which the rules are about to judge again
-- grain: one row a rejected line
-- reads: -
-- writes: control.rejected_rows
-- rerun: lines that could not be split into columns stay: there is nothing in raw to judge
delete from control.rejected_rows
where batch_id = :?batch_id and rule <> 'unparsable'
