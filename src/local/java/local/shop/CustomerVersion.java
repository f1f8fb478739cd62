package local.shop;

import java.time.Instant;
import java.util.Optional;

/**
 * What was known of a customer for a while.
 *
 * @param customerId for example {@code C-000123}
 * @param fullName any script
 * @param email at {@code example.com}
 * @param country two letters
 * @param validFrom the first instant of it
 * @param validTo the first instant after it; empty while it is current
 */
public record CustomerVersion(
        String customerId,
        String fullName,
        String email,
        String country,
        Instant validFrom,
        Optional<Instant> validTo) {

    static CustomerVersion openedBy(CustomerEvent event) {
        return new CustomerVersion(
                event.customerId(),
                event.fullName(),
                event.email(),
                event.country(),
                event.changedAt(),
                Optional.empty());
    }

    CustomerVersion endedAt(Instant end) {
        return new CustomerVersion(customerId, fullName, email, country, validFrom, Optional.of(end));
    }

    boolean saysTheSameAs(CustomerEvent event) {
        return fullName.equals(event.fullName()) && email.equals(event.email()) && country.equals(event.country());
    }
}
