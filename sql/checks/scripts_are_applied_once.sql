-- check: a script of setup is recorded once; returns no rows when it holds
select script
from control.schema_versions
group by script
having count(*) > 1
