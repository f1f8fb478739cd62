-- rule: an email address, where there is one, can be one
-- severity: warn
-- owner: data engineering
-- holds when true; a row for which it is false or null is counted under this file's name
email is null or email like '%_@_%'
