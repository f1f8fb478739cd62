-- check: lifetime values add up to the revenue, and each customer has one; returns no rows when it holds
select
    segments.lifetime_value,
    revenue.amount
from (
    select
        coalesce(sum(lifetime_value), 0) as lifetime_value,
        count(*) - count(distinct customer_id) as doubles
    from mart.customer_segments
) as segments
cross join (
    select coalesce(sum(amount), 0) as amount
    from mart.orders
) as revenue
where
    segments.lifetime_value <> revenue.amount
    or segments.doubles > 0
