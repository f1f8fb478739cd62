-- rule: the operation is upsert or delete
-- severity: reject
-- owner: data engineering
-- holds when true; a row for which it is false or null is rejected under this file's name
operation in ('upsert', 'delete')
