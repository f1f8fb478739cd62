package local.shop;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What one good line of {@link Feed#ORDERS} says.
 *
 * @param orderNumber the number in the id
 * @param customerNumber the number in the customer's id
 * @param product free text; may hold commas, quotes and any script
 * @param quantity 1 or more
 * @param cents the amount in hundredths, more than 0
 * @param orderedAt to the millisecond
 * @param recordedAt to the millisecond; no two different rows of an order have the same
 */
public record OrderRow(
        long orderNumber,
        long customerNumber,
        String product,
        int quantity,
        long cents,
        Instant orderedAt,
        Instant recordedAt) {

    /** For example {@code O-00000123}. */
    public String orderId() {
        return Csv.id("O-", orderNumber, 8);
    }

    /** For example {@code C-000123}. */
    public String customerId() {
        return Csv.id("C-", customerNumber, 6);
    }

    /** The amount with two digits after the point. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(cents, 2);
    }

    OrderRow corrected(long otherCents, Instant at) {
        return new OrderRow(orderNumber, customerNumber, product, quantity, otherCents, orderedAt, at);
    }

    String[] fields() {
        return new String[] {
            orderId(),
            customerId(),
            product,
            Integer.toString(quantity),
            amount().toPlainString(),
            Csv.date(orderedAt),
            Csv.date(recordedAt)
        };
    }
}
