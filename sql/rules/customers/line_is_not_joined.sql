-- rule: a line is one customer event, not two that a missing newline joined
-- severity: reject
-- owner: data engineering
-- holds when true; a row for which it is false or null is rejected under this file's name
not is_joined
