package local.shop;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.datafaker.Faker;

/** Names, countries and products to draw from: made once, since making them is slow. Immutable. */
final class Vocabulary {

    private static final int NAMES = 600;
    private static final int FOREIGN_NAMES = 60;
    private static final int COUNTRIES = 60;
    private static final int PRODUCTS = 300;

    private final List<String> names;
    private final List<String> countries;
    private final List<String> products;

    Vocabulary(long seed) {
        Faker faker = new Faker(Locale.ENGLISH, new Random(seed));
        Faker german = new Faker(Locale.GERMAN, new Random(seed));
        Faker japanese = new Faker(Locale.JAPANESE, new Random(seed));
        names = Stream.of(
                        draw(NAMES, () -> faker.name().fullName()),
                        draw(FOREIGN_NAMES, () -> german.name().fullName()),
                        draw(FOREIGN_NAMES, () -> japanese.name().fullName()))
                .flatMap(List::stream)
                .toList();
        countries = draw(COUNTRIES, () -> faker.address().countryCode());
        products = Stream.concat(
                        draw(PRODUCTS, () -> faker.commerce().productName()).stream(),
                        // What a reader of CSV gets wrong first.
                        Stream.of(
                                "Cable, 2 m, black",
                                "Monitor 27\" \"Wide\"",
                                "\"Quoted\"",
                                "Café crème, 250 g",
                                "抹茶 \"Uji\", 100 g",
                                "Glühwein 🍷",
                                "50% cotton, 50% wool",
                                "It's a 'mug'",
                                "C:\\temp\\poster",
                                ",",
                                "\""))
                .toList();
    }

    String name(Random random) {
        return names.get(random.nextInt(names.size()));
    }

    String country(Random random) {
        return countries.get(random.nextInt(countries.size()));
    }

    String product(Random random) {
        return products.get(random.nextInt(products.size()));
    }

    private static List<String> draw(int count, Supplier<String> source) {
        return Stream.generate(source).limit(count).map(String::strip).toList();
    }
}
