-- rule: the time of the event can be read
-- severity: reject
-- owner: data engineering
-- holds when true; a row for which it is false or null is rejected under this file's name
occurred_at is not null
