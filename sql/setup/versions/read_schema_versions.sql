-- purpose: the scripts that were applied
-- grain: one row a script
-- reads: control.schema_versions
-- writes: -
-- rerun: reads only
select
    script,
    checksum
from control.schema_versions
order by script
