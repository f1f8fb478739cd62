package local.shop;

/** A kind of line, and the file it is appended to. */
public enum Feed {
    /** {@code order_id,customer_id,product,quantity,amount,ordered_at,recorded_at}. */
    ORDERS("orders.log"),
    /** {@code customer_id,full_name,email,country,operation,changed_at}. */
    CUSTOMERS("customers.log");

    private final String fileName;

    Feed(String fileName) {
        this.fileName = fileName;
    }

    /** The name of the file in the shop's directory. */
    public String fileName() {
        return fileName;
    }
}
