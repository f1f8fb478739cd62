package bench.warehouse;

import java.sql.SQLException;

/**
 * Orders that were loaded before: written by SQL into raw and mart, batches of 100,000, one order in forty with an earlier
 * version, as if batches had brought them.
 */
final class History {
    private static final long CHUNK = 1_000_000;

    private History() {}

    /** Writes orders 0 to below a number. */
    static void fill(Warehouse warehouse, Ids ids, long orders) throws SQLException {
        for (long first = 0; first < orders; first += CHUNK) {
            String numbers = orders(ids, first, orders);
            warehouse.execute(
                    raw(numbers),
                    mart("orders", numbers, "row_hash", "true"),
                    mart("superseded_orders", numbers, "sha2(row_hash)", "number % 40 = 0"));
        }
    }

    /** A million orders, or as many as there are below the end. */
    private static String orders(Ids ids, long first, long end) {
        return """
                with
                digits as (
                    select entry.value::number(9, 0) as digit
                    from table(flatten(input => parse_json('[0,1,2,3,4,5,6,7,8,9]'))) as entry
                ),
                numbers as (
                    select
                        %d + f.digit * 100000 + e.digit * 10000 + d.digit * 1000 + c.digit * 100 + b.digit * 10 + a.digit
                            as number
                    from digits as f, digits as e, digits as d, digits as c, digits as b, digits as a
                ),
                orders as (
                    select
                        number,
                        %s as order_id,
                        'C-' || lpad(to_varchar(number %% 10000), 6, '0') as customer_id,
                        'Mug' as product,
                        1 + number %% 9 as quantity,
                        1 + number %% 200 as amount,
                        dateadd(millisecond, number * 20, '2026-01-01 00:00:00'::timestamp_ntz) as ordered_at,
                        dateadd(millisecond, number * 20 + 1000, '2026-01-01 00:00:00'::timestamp_ntz) as recorded_at,
                        sha2('history ' || to_varchar(number)) as row_hash,
                        'history-' || left(lpad(to_varchar(number), 10, '0'), 5) as batch_id
                    from numbers
                    where number < %d
                )
                """.formatted(first, ids.sql("number"), end);
    }

    private static String raw(String orders) {
        return """
                insert into raw.orders (order_id, customer_id, product, quantity, amount, ordered_at, recorded_at,
                    batch_id, source_file, source_row, loaded_at)
                %s
                select order_id, customer_id, product, to_varchar(quantity), to_varchar(amount), to_varchar(ordered_at),
                    to_varchar(recorded_at), batch_id, 'processing/' || batch_id || '/orders/000001.csv.gz', number + 1,
                    recorded_at
                from orders order by number""".formatted(orders);
    }

    private static String mart(String table, String orders, String hash, String where) {
        return """
                insert into mart.%s (order_id, customer_id, product, quantity, amount, ordered_at, recorded_at,
                    row_hash, batch_id, source_file, source_row)
                %s
                select order_id, customer_id, product, quantity, amount, ordered_at, recorded_at, %s,
                    batch_id, 'processing/' || batch_id || '/orders/000001.csv.gz', number + 1
                from orders where %s order by number""".formatted(table, orders, hash, where);
    }
}
