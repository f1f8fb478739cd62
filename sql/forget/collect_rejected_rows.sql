-- purpose: the rejected lines that name the customer in any field: columns may be shifted, quotes may be open
-- grain: one row a line
-- reads: control.rejected_rows, stage.forgotten_lines
-- writes: stage.forgotten_lines
-- rerun: lines that are there already are left alone
insert into stage.forgotten_lines (
    feed,
    source_file,
    source_row,
    is_unparsable
)
with
-- the id between separators, so that C-1 is not found in C-10; commas and quotes, and the backslash before a
-- quote inside JSON, separate fields, a space beside one is no part of a field
asked as (
    select
        chr(31) || translate(:?customer_id, ',"' || chr(92), chr(31) || chr(31) || chr(31)) || chr(31) as field,
        :?customer_id as customer_id
),

rejected as (
    select
        feed,
        source_file,
        source_row,
        rule,
        line,
        replace(
            replace(
                chr(31) || translate(line, ',"' || chr(92), chr(31) || chr(31) || chr(31)) || chr(31), chr(31) || ' ', chr(31)
            ),
            ' ' || chr(31),
            chr(31)
        ) as fields
    from control.rejected_rows
)

select
    rejected.feed,
    rejected.source_file,
    rejected.source_row,
    rejected.rule = 'unparsable' as is_unparsable
from rejected
cross join asked
left join stage.forgotten_lines as known
    on
        rejected.feed = known.feed
        and rejected.source_file = known.source_file
        and rejected.source_row = known.source_row
where
    known.source_file is null
    and (
        charindex(asked.field, rejected.fields) > 0
        or trim(try_parse_json(rejected.line):customer_id::varchar) = asked.customer_id
        or trim(try_parse_json(try_parse_json(rejected.line):data::varchar):customer_id::varchar) = asked.customer_id
    )
