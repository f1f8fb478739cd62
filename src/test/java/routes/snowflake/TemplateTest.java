package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import routes.batch.Batches;

class TemplateTest {
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("batch_id", Batches.ID.value()),
            Map.entry("pipeline", "main"),
            Map.entry("feed", "orders"),
            Map.entry("bucket", "my-lake-1"),
            Map.entry("database", "SNOWLINE"),
            Map.entry("warehouse", "LOAD_WH"),
            Map.entry("storage_integration", "SNOWLINE_1"),
            Map.entry("storage_role_arn", "arn:aws:iam::000000000000:role/local/lake"),
            Map.entry("loader_role", "SNOWLINE_LOADER"),
            Map.entry("analyst_role", "_ANALYST"),
            Map.entry("loader_user", "SNOWLINE"),
            Map.entry("public_key", "A".repeat(390) + "=="),
            Map.entry("date", "year=2026/month=11/day=20"),
            Map.entry("attempt", "0123456789ab"),
            Map.entry("transaction", "1442254688149"),
            Map.entry("files", "'000001.csv', '000002.csv.gz', '000003.csv.zst', '000004.csv.bz2'"),
            Map.entry("pattern", "(.*/)?(orders/000001|customers/000002)[.].*"));

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "'",
            "''",
            "x'; drop table raw.orders; --",
            "../../other",
            "orders/../x",
            "a b",
            "ORDERS;",
            "${batch_id}",
            "$1",
            "\\",
            "ünicode",
            "\u0000",
            "٠٠٠٠٠١");

    static Stream<Arguments> hostileValues() {
        return GOOD.keySet().stream().sorted().flatMap(name -> Stream.concat(
                        HOSTILE.stream(),
                        Stream.of(
                                GOOD.get(name) + "\n",
                                "\n" + GOOD.get(name),
                                GOOD.get(name) + "'",
                                " " + GOOD.get(name)))
                .map(value -> Arguments.of(name, value)));
    }

    @Test
    void takesEveryGoodValue() {
        GOOD.forEach((name, value) -> assertThat(Template.fill("a ${" + name + "} b", Map.of(name, value)))
                .isEqualTo("a " + value + " b"));
    }

    @ParameterizedTest
    @MethodSource("hostileValues")
    void refusesEveryHostileValue(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.fill("${" + name + "}", Map.of(name, value)))
                .withMessageContaining("${" + name + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "files|'000001.csv','000002.csv'",
                "files|'000001.csv', ",
                "files|000001.csv",
                "files|'1.csv'",
                "files|'000001.csv.exe'",
                "files|'000001xcsv'",
                "pattern|.*",
                "pattern|(.*/)?()[.].*",
                "pattern|(.*/)?(orders/000001)x.*",
                "pattern|(.*/)?(.*/000001)[.].*",
                "pattern|(.*/)?(orders/000001|)[.].*",
                "pattern|(.*/)?(orders/000001|_manifest)[.].*",
                "date|year=2026/month=11/day=20/..",
                "date|2026-11-20",
                "attempt|0123456789AB",
                "transaction|1) or (1",
                "transaction|-1",
                "attempt|0123456789abc",
                "batch_id|20261120T093000Z-0a1b2c/x",
                "bucket|Lake",
                "bucket|a",
                "pipeline|1main",
                "storage_integration|a-b",
                "database|a.b",
                "warehouse|1st",
                "loader_role|\"a\"",
                "analyst_role|a b",
                "loader_user|a'b",
                "storage_role_arn|arn:aws:iam::0:role/local",
                "storage_role_arn|arn:aws:s3:::lake",
                "public_key|AAAA",
                "public_key|A=A"
            })
    void refusesWhatAlmostFits(String name, String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Template.fill("${" + name + "}", Map.of(name, value)));
    }

    @Test
    void refusesAMissingValueAndAnUnknownPlace() {
        assertThatIllegalArgumentException().isThrownBy(() -> Template.fill("${feed}", Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Template.fill("${else}", Map.of("else", "orders")));
        Map<String, Object> none = new HashMap<>();
        none.put("feed", null);
        assertThatIllegalArgumentException().isThrownBy(() -> Template.fill("${feed}", none));
    }

    @Test
    void fillsEveryPlaceAndLeavesTheRest() {
        assertThat(Template.fill("${feed} $1 ${feed} metadata$filename \\ {x}", Map.of("feed", "orders", "x", "y")))
                .isEqualTo("orders $1 orders metadata$filename \\ {x}");
    }

    @Test
    void takesTheMostObjectsThatABatchCanHold() {
        String files = IntStream.rangeClosed(1, 1_000)
                .mapToObj(number -> String.format("'%06d.csv.gz'", number))
                .collect(Collectors.joining(", "));
        String pattern = StagePattern.of(Stream.of("orders", "customers", "events")
                .flatMap(feed -> IntStream.rangeClosed(1, 10_000).mapToObj(i -> String.format("%s/%06d", feed, i)))
                .toList());

        assertThat(Template.fill("${files}", Map.of("files", files))).isEqualTo(files);
        assertThat(Template.fill("${pattern}", Map.of("pattern", pattern))).isEqualTo(pattern);
    }
}
