-- purpose: which bytes of which files the lines of a batch cover, where lines tell their place, to find what is missing
-- grain: one row a run of lines that follow each other in a file, 10000 at most
-- reads: raw.events
-- writes: -
-- rerun: reads only
with
opened as (
    select try_parse_json(line) as envelope
    from raw.events
    where batch_id = :?batch_id
),

-- the text of the line itself: what a format made of it does not tell how long it was
placed as (
    select
        envelope:metadata.source::varchar as source,
        try_to_number(envelope:metadata.offset::varchar) as first_byte,
        envelope:data::varchar as content,
        coalesce(envelope:encoding::varchar = 'base64', false) as is_encoded
    from opened
    where
        envelope:data is not null
        and not is_object(envelope:data)
        and envelope:metadata.source::varchar like '________________________________-%'
        and coalesce(try_to_number(envelope:metadata.offset::varchar), -1) >= 0
),

sized as (
    select
        source,
        first_byte,
        first_byte + iff(
            is_encoded,
            octet_length(content) / 4 * 3 - iff(content like '%==', 2, iff(content like '%=', 1, 0)),
            octet_length(content)
        )::number(18, 0) as last_byte
    from placed
),

preceded as (
    select
        source,
        first_byte,
        last_byte,
        max(last_byte) over (
            partition by source order by first_byte, last_byte
            rows between unbounded preceding and 1 preceding
        ) as covered_to
    from sized
),

-- a line ends with a newline, or with a carriage return before it
numbered as (
    select
        source,
        first_byte,
        last_byte,
        sum(iff(first_byte <= covered_to + 2, 0, 1)) over (
            partition by source order by first_byte, last_byte
            rows between unbounded preceding and current row
        ) as run_number
    from preceded
)

select
    source,
    min(first_byte) as first_byte,
    max(last_byte) as last_byte
from numbered
group by source, run_number
order by source, first_byte
limit 10000
