package local.shop;

import java.time.Instant;

/**
 * What one good line of {@link Feed#CUSTOMERS} says.
 *
 * @param customerNumber the number in the id
 * @param fullName any script; may hold quotes
 * @param email at {@code example.com}
 * @param country two letters
 * @param isDelete whether the customer is gone; the other fields are then those of before
 * @param changedAt to the millisecond; where two different events of a customer have the same, one of them is a deletion
 */
public record CustomerEvent(
        long customerNumber, String fullName, String email, String country, boolean isDelete, Instant changedAt) {

    /** For example {@code C-000123}. */
    public String customerId() {
        return id(customerNumber);
    }

    /** {@code upsert} or {@code delete}. */
    public String operation() {
        return isDelete ? "delete" : "upsert";
    }

    static String id(long customerNumber) {
        return Csv.id("C-", customerNumber, 6);
    }

    CustomerEvent moved(String email, String country, Instant at) {
        return new CustomerEvent(customerNumber, fullName, email, country, false, at);
    }

    CustomerEvent deleted(Instant at) {
        return new CustomerEvent(customerNumber, fullName, email, country, true, at);
    }

    String[] fields() {
        return new String[] {customerId(), fullName, email, country, operation(), Csv.date(changedAt)};
    }
}
