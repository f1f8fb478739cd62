-- purpose: the session works in the database, which may not have been there when it began
-- grain: -
-- reads: -
-- writes: -
-- rerun: concerns the session only
use database ${database};
use warehouse ${warehouse};
