-- rule: the line is one JSON object
-- severity: reject
-- owner: data engineering
-- holds when true; a row for which it is false or null is rejected under this file's name
is_object(body)
