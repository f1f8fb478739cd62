package bench.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Lines of customers: any of {@link OrderLines#CUSTOMERS} changes, one event in twenty deletes. Not thread-safe. */
final class CustomerLines {
    private final Random random = new Random(1);
    private long events;

    List<String> next(int count) {
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long number = random.nextLong(OrderLines.CUSTOMERS);
            lines.add(String.format(
                    Locale.ROOT,
                    "C-%06d,Customer %d,customer%d@example.com,%s,%s,%s",
                    number,
                    number,
                    random.nextInt(1000),
                    random.nextBoolean() ? "GB" : "PL",
                    random.nextInt(20) == 0 ? "delete" : "upsert",
                    OrderLines.OPENED.plusSeconds(events++)));
        }
        return lines;
    }
}
