-- rule: the time of the change can be read
-- severity: reject
-- owner: data engineering
-- holds when true; a row for which it is false or null is rejected under this file's name
changed_at is not null
