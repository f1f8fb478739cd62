package local.shop;

import java.util.List;
import java.util.stream.Stream;

/** A line of the shop's logs. */
public sealed interface Line {

    /** What stands in place of a rule where a line cannot even be split into columns. */
    String UNPARSABLE = "unparsable";

    /** The kind of line. */
    Feed feed();

    /** The line as it is written, without its end. */
    String text();

    /** Columns beyond the documented ones; mostly none. */
    default List<String> extraColumns() {
        return List.of();
    }

    private static String csv(String[] fields, List<String> extraColumns) {
        return Csv.line(Stream.concat(Stream.of(fields), extraColumns.stream()).toArray(String[]::new));
    }

    /** A line to be accepted as an order. */
    record Order(OrderRow row, List<String> extraColumns) implements Line {
        @Override
        public Feed feed() {
            return Feed.ORDERS;
        }

        @Override
        public String text() {
            return csv(row.fields(), extraColumns);
        }
    }

    /** A line to be accepted as an event of a customer. */
    record Customer(CustomerEvent event, List<String> extraColumns) implements Line {
        @Override
        public Feed feed() {
            return Feed.CUSTOMERS;
        }

        @Override
        public String text() {
            return csv(event.fields(), extraColumns);
        }
    }

    /** A line to be accepted as something that happened in the shop. */
    record Event(EventRow row) implements Line {
        @Override
        public Feed feed() {
            return Feed.EVENTS;
        }

        @Override
        public String text() {
            return row.body();
        }
    }

    /**
     * A line to be rejected.
     *
     * @param rule the name of the first rule that it breaks, or {@link #UNPARSABLE}
     */
    record Bad(Feed feed, BadRow kind, String rule, String text) implements Line {}
}
