-- purpose: read the batch's events, judge them by the rules, and say what will become of each
-- grain: one row a line
-- reads: raw.events, mart.events, mart.superseded_events
-- writes: stage.events (overwritten)
-- rerun: events that are in the mart already come out as repeated
insert overwrite into stage.events (
    event_id,
    event_type,
    customer_id,
    occurred_at,
    body,
    row_hash,
    received_at,
    line,
    has_extra,
    is_cut,
    failed_rule,
    broken_rules,
    event_at,
    outcome,
    batch_id,
    source_file,
    source_row
)
with
opened as (
    select
        try_parse_json(line) as envelope,
        line,
        batch_id,
        source_file,
        source_row
    from raw.events
    where batch_id = :?batch_id
),

-- an agent that tells of each line where it comes from puts the line itself into data: feed.events.metadata.
-- An event that was posted is in data as an object, with the id that it was given and when it was received
located as (
    select
        envelope:data is not null
        and envelope:metadata.source::varchar like '________________________________-%'
        and coalesce(try_to_number(envelope:metadata.offset::varchar), -1) >= 0 as is_located,
        coalesce(
            is_object(envelope:data)
            and regexp_like(envelope:metadata.id::varchar, '[0-9a-f]{32}(-[0-9]{1,9})?')
            and envelope:metadata.received::varchar like '____-__-__T%'
            and try_to_timestamp_tz(envelope:metadata.received::varchar) is not null,
            false
        ) as is_posted,
        envelope,
        line,
        batch_id,
        source_file,
        source_row
    from opened
),

parsed as (
    select
        case
            when is_posted then envelope:data
            when is_located then try_parse_json(envelope:data::varchar)
            else envelope
        end as body,
        -- by the text of the event alone, so that it is told again however it came; an object has no text of its own, since
        -- its keys may come back in another order
        sha2(
            case
                when is_posted then substr(
                    line, charindex('"data":', line) + 7, length(line) - charindex('"data":', line) - 7
                )
                when is_located then envelope:data::varchar
                else line
            end
        ) as row_hash,
        case
            when is_posted then envelope:metadata.id::varchar
            when is_located then envelope:metadata.source::varchar || ':' || envelope:metadata.offset::varchar
        end as given_id,
        iff(
            is_posted,
            convert_timezone('UTC', try_to_timestamp_tz(envelope:metadata.received::varchar))::timestamp_ntz,
            null
        ) as received_at,
        line,
        batch_id,
        source_file,
        source_row
    from located
),

typed as (
    select
        -- without an id of its own, an event is known by the one it was given: of the request it came with, or its place in
        -- its file, which no other line ever has; without either it is its text
        coalesce(nullif(trim(body:event_id::varchar), ''), given_id, row_hash) as event_id,
        nullif(trim(body:event_type::varchar), '') as event_type,
        nullif(trim(body:customer_id::varchar), '') as customer_id,
        -- only ISO 8601: a bare number would be read as seconds since 1970
        convert_timezone(
            'UTC', try_to_timestamp_tz(iff(body:occurred_at::varchar like '____-__-__%', body:occurred_at::varchar, null))
        )::timestamp_ntz as occurred_at,
        body,
        row_hash,
        received_at,
        line,
        batch_id,
        source_file,
        source_row
    from parsed
),

judged as (
    select
        typed.*,
        -- whatever the rules say, a mart cannot keep a row without these
        coalesce(
            ${failed_rule_events},
            iff(
                event_type is null
                or occurred_at is null
                or body is null,
                'incomplete',
                null
            )
        ) as failed_rule,
        ${broken_rules_events} as broken_rules
    from typed
),

numbered as (
    select
        judged.*,
        row_number() over (
            partition by failed_rule is null, event_id
            order by occurred_at desc, row_hash desc, source_file, source_row
        ) as version_number,
        -- equal rows are neighbours here, so one order of the rows serves both
        lag(row_hash) over (
            partition by failed_rule is null, event_id
            order by occurred_at desc, row_hash desc, source_file, source_row
        ) as hash_before
    from judged
)

select
    numbered.event_id,
    numbered.event_type,
    numbered.customer_id,
    numbered.occurred_at,
    numbered.body,
    numbered.row_hash,
    numbered.received_at,
    numbered.line,
    false as has_extra,
    false as is_cut,
    numbered.failed_rule,
    numbered.broken_rules,
    numbered.occurred_at as event_at,
    case
        when numbered.failed_rule is not null then 'rejected'
        when
            numbered.row_hash = numbered.hash_before
            or numbered.row_hash = known.row_hash
            or earlier.row_hash is not null
            then 'repeated'
        when numbered.version_number > 1 then 'superseded'
        when known.event_id is null then 'inserted'
        when numbered.occurred_at > known.occurred_at then 'updated'
        when numbered.occurred_at = known.occurred_at and numbered.row_hash > known.row_hash then 'updated'
        else 'superseded'
    end as outcome,
    numbered.batch_id,
    numbered.source_file,
    numbered.source_row
from numbered
left join mart.events as known
    on numbered.event_id = known.event_id
left join mart.superseded_events as earlier
    on numbered.event_id = earlier.event_id and numbered.row_hash = earlier.row_hash
