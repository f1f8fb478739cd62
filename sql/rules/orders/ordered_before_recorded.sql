-- rule: an order is placed before it is recorded
-- severity: warn
-- owner: data engineering
-- holds when true; a row for which it is false or null is counted under this file's name
ordered_at <= recorded_at
