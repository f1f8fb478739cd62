package local.shop;

import java.util.Locale;

/** A kind of line, and the file it is appended to. */
public enum Feed {
    /** {@code order_id,customer_id,product,quantity,amount,ordered_at,recorded_at}. */
    ORDERS,
    /** {@code customer_id,full_name,email,country,operation,changed_at}. */
    CUSTOMERS,
    /**
     * A JSON object with {@code event_type}, {@code occurred_at}, {@code properties} and, mostly, {@code event_id} and
     * {@code customer_id}.
     */
    EVENTS;

    /** As in properties, keys and tables: {@code orders}. */
    public String feedName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the file in the shop's directory. */
    public String fileName() {
        return feedName() + ".log";
    }
}
