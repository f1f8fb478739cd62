-- purpose: the latest state of the customers that this batch tells something new about
-- grain: one row a customer; none once the latest event is a deletion
-- reads: mart.customer_events, stage.customers
-- writes: mart.customers
-- rerun: derived from all events of the customer, so order and repetition of arrival do not matter
merge into mart.customers as target
using (
    select
        customer_id,
        full_name,
        email,
        country,
        is_deleted,
        changed_at,
        row_hash,
        batch_id,
        source_file,
        source_row
    from mart.customer_events
    where customer_id in (select customer_id from stage.customers where outcome = 'inserted')
    qualify row_number() over (partition by customer_id order by changed_at desc, row_hash desc) = 1
) as latest
    on target.customer_id = latest.customer_id
when matched and latest.is_deleted then delete
when matched then update set
    full_name = latest.full_name,
    email = latest.email,
    country = latest.country,
    changed_at = latest.changed_at,
    row_hash = latest.row_hash,
    batch_id = latest.batch_id,
    source_file = latest.source_file,
    source_row = latest.source_row
when not matched and not latest.is_deleted then insert (
    customer_id,
    full_name,
    email,
    country,
    changed_at,
    row_hash,
    batch_id,
    source_file,
    source_row
) values (
    latest.customer_id,
    latest.full_name,
    latest.email,
    latest.country,
    latest.changed_at,
    latest.row_hash,
    latest.batch_id,
    latest.source_file,
    latest.source_row
)
