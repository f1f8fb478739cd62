-- rule: an order names its customer
-- severity: reject
-- owner: data engineering
-- holds when true; a row for which it is false or null is rejected under this file's name
customer_id is not null
