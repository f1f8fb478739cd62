-- purpose: the objects that a batch loaded
-- grain: one row an object
-- reads: control.loaded_objects
-- writes: -
-- rerun: reads only
select
    landing_key,
    etag,
    feed
from control.loaded_objects
where batch_id = :?batch_id
