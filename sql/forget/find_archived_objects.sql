-- purpose: the archived objects with a line that names the customer in any field; reads the whole archive
-- grain: one row an object
-- reads: @control.lake
-- writes: -
-- rerun: reads only
with
asked as (
    select
        chr(31) || translate(:?customer_id, ',"' || chr(92), chr(31) || chr(31) || chr(31)) || chr(31) as field,
        :?customer_id as customer_id
),

archived as (
    select
        metadata$filename as source_file,
        $1 as line
    from '@control.lake/processed/raw/'
    (file_format => 'control.line_format')
),

fielded as (
    select
        source_file,
        line,
        replace(
            replace(
                chr(31) || translate(line, ',"' || chr(92), chr(31) || chr(31) || chr(31)) || chr(31), chr(31) || ' ', chr(31)
            ),
            ' ' || chr(31),
            chr(31)
        ) as fields
    from archived
)

select distinct fielded.source_file
from fielded
cross join asked
where
    charindex(asked.field, fielded.fields) > 0
    or trim(try_parse_json(fielded.line):customer_id::varchar) = asked.customer_id
    or trim(try_parse_json(try_parse_json(fielded.line):data::varchar):customer_id::varchar) = asked.customer_id
order by fielded.source_file
