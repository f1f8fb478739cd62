package local.shop;

/** A line of the shop's logs. */
public sealed interface Line {

    /** The kind of line. */
    Feed feed();

    /** The line as it is written, without its end. */
    String text();

    /** A line to be accepted as an order. */
    record Order(OrderRow row) implements Line {
        @Override
        public Feed feed() {
            return Feed.ORDERS;
        }

        @Override
        public String text() {
            return Csv.line(row.fields());
        }
    }

    /** A line to be accepted as an event of a customer. */
    record Customer(CustomerEvent event) implements Line {
        @Override
        public Feed feed() {
            return Feed.CUSTOMERS;
        }

        @Override
        public String text() {
            return Csv.line(event.fields());
        }
    }

    /** A line to be rejected. */
    record Bad(Feed feed, BadRow kind, String text) implements Line {}
}
