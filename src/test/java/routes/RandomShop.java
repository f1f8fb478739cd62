package routes;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a thousand customers did, made of few instants and few values, so that the hard cases are common: several changes
 * at one instant, neighbours that say the same, deletions and revivals, corrections that tie.
 *
 * @param changes distinct, of all customers
 * @param orders distinct versions
 * @param events distinct versions
 */
record RandomShop(List<Change> changes, List<Version> orders, List<Version> events) {
    static final int CUSTOMERS = 1_000;
    private static final int ORDERS = 1_000;
    private static final int EVENTS = 800;
    private static final Instant START = Instant.parse("2026-03-01T22:58:59.987654Z");
    private static final List<String> NAMES = List.of("Zo\u00eb \"Z\" M\u00fcller, jr.", "\u674e\u5c0f\u9f99");

    static RandomShop of(long seed) {
        Random random = new Random(seed);
        List<Change> changes = new ArrayList<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            int count = 1 + random.nextInt(9);
            for (int i = 0; i < count; i++) {
                changes.add(new Change(
                        customerId(customer),
                        oneOf(random, NAMES),
                        oneOf(random, List.of("a@example.com", "b@example.com")),
                        random.nextInt(3) == 0 ? null : "GB",
                        random.nextInt(4) == 0,
                        instant(random, 5)));
            }
        }
        return new RandomShop(
                changes.stream().distinct().toList(),
                versions(random, ORDERS, RandomShop::order),
                versions(random, EVENTS, RandomShop::event));
    }

    private interface Maker {
        Version make(Random random, int number);
    }

    private static List<Version> versions(Random random, int things, Maker maker) {
        List<Version> versions = new ArrayList<>();
        for (int number = 0; number < things; number++) {
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                Version version = maker.make(random, number);
                if (versions.stream().skip(Math.max(0, versions.size() - 4)).noneMatch(known -> known.hash()
                        .equals(version.hash()))) {
                    versions.add(version);
                }
            }
        }
        return versions;
    }

    private static Version order(Random random, int number) {
        return Version.order(
                "O-" + number,
                customerId(random.nextInt(CUSTOMERS + 20)),
                oneOf(random, List.of("Mug", "Pot, \"large\"")),
                1 + random.nextInt(2),
                BigDecimal.valueOf(100L * (1 + random.nextInt(50)) + (random.nextBoolean() ? 0 : 99), 2),
                instant(random, 5),
                instant(random, 2).plus(Duration.ofDays(1)));
    }

    private static Version event(Random random, int number) {
        return Version.event(
                number % 10 == 0 ? null : "E-" + number,
                oneOf(random, List.of("page_viewed", "cart_changed")),
                customerId(number),
                instant(random, 2),
                random.nextInt(3));
    }

    private static String customerId(int number) {
        return "C-" + number;
    }

    private static Instant instant(Random random, int choices) {
        return START.plus(Duration.ofMinutes(17L * random.nextInt(choices)));
    }

    private static <T> T oneOf(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
