-- check: an object is in the ledger once; returns no rows when it holds
select
    landing_key,
    etag
from control.loaded_objects
group by landing_key, etag
having count(*) > 1
