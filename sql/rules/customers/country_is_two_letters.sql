-- rule: a country, where there is one, is a code of two letters
-- severity: warn
-- owner: data engineering
-- holds when true; a row for which it is false or null is counted under this file's name
country is null or length(country) = 2
