-- purpose: clear the history of the customers whose events this transaction added to or took from
-- grain: one row a customer and version
-- reads: stage.customers, stage.removed_customers
-- writes: mart.customer_history
-- rerun: insert_customer_history follows in the same transaction and derives it anew
delete from mart.customer_history
where customer_id in (
    select customer_id
    from stage.customers
    where outcome = 'inserted'
    union
    select customer_id
    from stage.removed_customers
)
