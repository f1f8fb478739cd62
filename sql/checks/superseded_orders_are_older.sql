-- check: a version that does not stand is older than the one that does, and kept once; returns no rows when it holds
select
    version.order_id,
    version.row_hash
from mart.superseded_orders as version
left join mart.orders as standing
    on version.order_id = standing.order_id
where
    standing.order_id is null
    or version.recorded_at > standing.recorded_at
    or (version.recorded_at = standing.recorded_at and version.row_hash >= standing.row_hash)
union all
select
    order_id,
    row_hash
from mart.superseded_orders
group by order_id, row_hash
having count(*) > 1
