-- purpose: the warehouse that loader and analysts run on; it costs nothing until it is used
-- grain: -
-- reads: -
-- writes: ${warehouse}
-- rerun: creates only what is missing, and leaves the size and the times that somebody chose since
create warehouse if not exists ${warehouse}
    warehouse_size = xsmall
    auto_suspend = 60
    auto_resume = true
    initially_suspended = true
    comment = 'Snowline: loads batches and answers analysts';
