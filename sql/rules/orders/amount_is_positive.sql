-- rule: the amount is a number above zero
-- severity: reject
-- owner: data engineering
-- holds when true; a row for which it is false or null is rejected under this file's name
amount > 0
