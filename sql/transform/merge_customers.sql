-- purpose: the latest state of the customers whose events this transaction added to or took from
-- grain: one row a customer; none once the latest event is a deletion
-- reads: mart.customer_events, stage.customers, stage.removed_customers
-- writes: mart.customers
-- rerun: derived from all events of the customer, so order and repetition of arrival do not matter
merge into mart.customers as target
using (
    select
        touched.customer_id,
        event.full_name,
        event.email,
        event.country,
        coalesce(event.is_deleted, true) as is_gone,
        event.changed_at,
        event.row_hash,
        event.batch_id,
        event.source_file,
        event.source_row
    from (
        select customer_id
        from stage.customers
        where outcome = 'inserted'
        union
        select customer_id
        from stage.removed_customers
    ) as touched
    left join mart.customer_events as event
        on touched.customer_id = event.customer_id
    qualify row_number() over (
        partition by touched.customer_id
        order by event.changed_at desc, event.is_deleted desc, event.row_hash desc
    ) = 1
) as latest
    on target.customer_id = latest.customer_id
when matched and latest.is_gone then delete
when matched then update set
    full_name = latest.full_name,
    email = latest.email,
    country = latest.country,
    changed_at = latest.changed_at,
    row_hash = latest.row_hash,
    batch_id = latest.batch_id,
    source_file = latest.source_file,
    source_row = latest.source_row
when not matched and not latest.is_gone then insert (
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
