-- purpose: type the batch's customer events, judge them by the rules, and say what will become of each
-- grain: one row a line
-- reads: raw.customers, mart.customer_events
-- writes: stage.customers (overwritten)
-- rerun: events that are in the mart already come out as repeated
insert overwrite into stage.customers (
    customer_id,
    full_name,
    email,
    country,
    is_deleted,
    changed_at,
    attribute_hash,
    row_hash,
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
typed as (
    select
        nullif(trim(customer_id), '') as customer_id,
        nullif(trim(full_name), '') as full_name,
        nullif(trim(email), '') as email,
        nullif(trim(country), '') as country,
        lower(trim(operation)) as operation,
        -- only ISO 8601: a bare number would be read as seconds since 1970
        convert_timezone(
            'UTC', try_to_timestamp_tz(iff(changed_at like '____-__-__%', changed_at, null))
        )::timestamp_ntz as changed_at,
        coalesce(
            extra:line::varchar,
            coalesce(customer_id, '') || ',' || coalesce(full_name, '') || ',' || coalesce(email, '')
            || ',' || coalesce(country, '') || ',' || coalesce(operation, '') || ',' || coalesce(changed_at, '')
            || coalesce(',' || array_to_string(array_compact(extra::array), ','), '')
        ) as line,
        -- two lines that were joined without a newline between them: the unknown columns read as the rest of another event
        coalesce(
            iff(
                is_array(extra),
                lower(trim(extra[3]::varchar)) in ('upsert', 'delete')
                and extra[4]::varchar like '____-__-__%',
                lower(trim(split_part(extra:line::varchar, ',', 10))) in ('upsert', 'delete')
                and split_part(extra:line::varchar, ',', 11) like '____-__-__%'
            ),
            false
        ) as is_joined,
        extra is not null as has_extra,
        coalesce(is_array(extra), false) and extra[16]::varchar is not null as is_cut,
        batch_id,
        source_file,
        source_row
    from raw.customers
    where batch_id = :?batch_id
),

judged as (
    select
        typed.*,
        operation = 'delete' as is_deleted,
        sha2(
            coalesce(full_name, '') || chr(31) || coalesce(email, '') || chr(31) || coalesce(country, '')
        ) as attribute_hash,
        sha2(
            customer_id || chr(31) || coalesce(full_name, '') || chr(31) || coalesce(email, '')
            || chr(31) || coalesce(country, '') || chr(31) || operation
            || chr(31) || to_varchar(changed_at, 'YYYY-MM-DD"T"HH24:MI:SS.FF9')
        ) as row_hash,
        -- whatever the rules say, a mart cannot keep a row without these
        coalesce(
            ${failed_rule_customers},
            iff(
                customer_id is null
                or operation is null
                or changed_at is null,
                'incomplete',
                null
            )
        ) as failed_rule,
        ${broken_rules_customers} as broken_rules
    from typed
),

numbered as (
    select
        judged.*,
        row_number() over (
            partition by failed_rule is null, customer_id, row_hash
            order by source_file, source_row
        ) as copy_number
    from judged
)

select
    numbered.customer_id,
    numbered.full_name,
    numbered.email,
    numbered.country,
    numbered.is_deleted,
    numbered.changed_at,
    numbered.attribute_hash,
    numbered.row_hash,
    numbered.line,
    numbered.has_extra,
    numbered.is_cut,
    numbered.failed_rule,
    numbered.broken_rules,
    numbered.changed_at as event_at,
    case
        when numbered.failed_rule is not null then 'rejected'
        when numbered.copy_number > 1 or known.row_hash is not null then 'repeated'
        else 'inserted'
    end as outcome,
    numbered.batch_id,
    numbered.source_file,
    numbered.source_row
from numbered
left join mart.customer_events as known
    on numbered.customer_id = known.customer_id and numbered.row_hash = known.row_hash
