-- purpose: type the batch's orders, judge them by the rules, and say what will become of each
-- grain: one row a line
-- reads: raw.orders, mart.orders, mart.superseded_orders
-- writes: stage.orders (overwritten)
-- rerun: orders that are in the mart already come out as repeated
insert overwrite into stage.orders (
    order_id,
    customer_id,
    product,
    quantity,
    amount,
    ordered_at,
    recorded_at,
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
        nullif(trim(order_id), '') as order_id,
        nullif(trim(customer_id), '') as customer_id,
        nullif(trim(product), '') as product,
        -- a number with more digits than the column keeps is no such number: rounding would change what was sold
        iff(
            try_to_number(quantity, 18, 6) = try_to_number(quantity, 10, 0), try_to_number(quantity, 10, 0), null
        ) as quantity,
        iff(
            try_to_number(amount, 24, 6) = try_to_number(amount, 18, 2), try_to_number(amount, 18, 2), null
        ) as amount,
        -- only ISO 8601: a bare number would be read as seconds since 1970
        convert_timezone(
            'UTC', try_to_timestamp_tz(iff(ordered_at like '____-__-__%', ordered_at, null))
        )::timestamp_ntz as ordered_at,
        -- only ISO 8601: a bare number would be read as seconds since 1970
        convert_timezone(
            'UTC', try_to_timestamp_tz(iff(recorded_at like '____-__-__%', recorded_at, null))
        )::timestamp_ntz as recorded_at,
        coalesce(
            extra:line::varchar,
            coalesce(order_id, '') || ',' || coalesce(customer_id, '') || ',' || coalesce(product, '')
            || ',' || coalesce(quantity, '') || ',' || coalesce(amount, '')
            || ',' || coalesce(ordered_at, '') || ',' || coalesce(recorded_at, '')
            || coalesce(',' || array_to_string(array_compact(extra::array), ','), '')
        ) as line,
        -- two lines that were joined without a newline between them: the unknown columns read as the rest of another order
        coalesce(
            iff(
                is_array(extra),
                try_to_number(extra[2]::varchar, 18, 6) is not null
                and extra[4]::varchar like '____-__-__%'
                and extra[5]::varchar like '____-__-__%',
                split_part(extra:line::varchar, ',', 12) like '____-__-__%'
                and split_part(extra:line::varchar, ',', 13) like '____-__-__%'
            ),
            false
        ) as is_joined,
        extra is not null as has_extra,
        coalesce(is_array(extra), false) and extra[16]::varchar is not null as is_cut,
        batch_id,
        source_file,
        source_row
    from raw.orders
    where batch_id = :?batch_id
),

judged as (
    select
        typed.*,
        sha2(
            order_id || chr(31) || customer_id || chr(31) || coalesce(product, '')
            || chr(31) || to_varchar(quantity) || chr(31) || to_varchar(amount)
            || chr(31) || to_varchar(ordered_at, 'YYYY-MM-DD"T"HH24:MI:SS.FF9')
            || chr(31) || to_varchar(recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.FF9')
        ) as row_hash,
        -- whatever the rules say, a mart cannot keep a row without these
        coalesce(
            ${failed_rule_orders},
            iff(
                order_id is null
                or customer_id is null
                or quantity is null
                or amount is null
                or ordered_at is null
                or recorded_at is null,
                'incomplete',
                null
            )
        ) as failed_rule,
        ${broken_rules_orders} as broken_rules
    from typed
),

numbered as (
    select
        judged.*,
        row_number() over (
            partition by failed_rule is null, order_id
            order by recorded_at desc, row_hash desc, source_file, source_row
        ) as version_number,
        -- equal rows are neighbours here, so one order of the rows serves both
        lag(row_hash) over (
            partition by failed_rule is null, order_id
            order by recorded_at desc, row_hash desc, source_file, source_row
        ) as hash_before
    from judged
),

-- the range of the batch's keys leaves out no order it could know; where ids grow with time it leaves out the history
keys as (
    select
        min(nullif(trim(order_id), '')) as first_id,
        max(nullif(trim(order_id), '')) as last_id
    from raw.orders
    where batch_id = :?batch_id
)

select
    numbered.order_id,
    numbered.customer_id,
    numbered.product,
    numbered.quantity,
    numbered.amount,
    numbered.ordered_at,
    numbered.recorded_at,
    numbered.row_hash,
    numbered.line,
    numbered.has_extra,
    numbered.is_cut,
    numbered.failed_rule,
    numbered.broken_rules,
    numbered.recorded_at as event_at,
    case
        when numbered.failed_rule is not null then 'rejected'
        when
            numbered.row_hash = numbered.hash_before
            or numbered.row_hash = known.row_hash
            or earlier.row_hash is not null
            then 'repeated'
        when numbered.version_number > 1 then 'superseded'
        when known.order_id is null then 'inserted'
        when numbered.recorded_at > known.recorded_at then 'updated'
        when numbered.recorded_at = known.recorded_at and numbered.row_hash > known.row_hash then 'updated'
        else 'superseded'
    end as outcome,
    numbered.batch_id,
    numbered.source_file,
    numbered.source_row
from numbered
cross join keys
left join mart.orders as known
    on
        numbered.order_id = known.order_id
        -- not in a subquery of its own: it would be built in full before the join, however little of it the batch knows
        and known.order_id between keys.first_id and keys.last_id
left join mart.superseded_orders as earlier
    on numbered.order_id = earlier.order_id and numbered.row_hash = earlier.row_hash
