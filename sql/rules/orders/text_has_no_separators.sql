-- rule: no text holds the unit separator, which keeps columns apart where a row is told by its hash
-- severity: reject
-- owner: data engineering
-- holds when true; a row for which it is false or null is rejected under this file's name
charindex(
    chr(31),
    coalesce(order_id, '') || coalesce(customer_id, '') || coalesce(product, '')
) = 0
