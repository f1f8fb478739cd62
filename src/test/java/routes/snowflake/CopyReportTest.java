package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import routes.batch.Batches;
import routes.batch.Manifest;

class CopyReportTest {
    private static final String FOLDER = "processing/" + Batches.ID + "/";
    private static final Manifest.Entry FIRST = object("orders", 1);
    private static final Manifest.Entry SECOND = object("orders", 2);
    private static final Manifest.Entry CUSTOMERS = object("customers", 1);
    private static final LoadPlan PLAN = LoadPlan.of(Batches.claimed(FIRST, SECOND, CUSTOMERS), List.of());

    private static Manifest.Entry object(String feed, int number) {
        return new Manifest.Entry(
                feed, "landing/" + feed + "/" + number, "tag" + number, 10, "00000" + number + ".csv.gz");
    }

    private static Map<String, Object> row(String file, String status, long parsed, long loaded, String firstError) {
        Map<String, Object> row = new HashMap<>();
        row.put("file", file);
        row.put("status", status);
        row.put("rows_parsed", parsed);
        row.put("rows_loaded", loaded);
        row.put("errors_seen", parsed - loaded);
        row.put("first_error", firstError);
        return row;
    }

    private static CopyReport orders(Map<String, Object> first, Map<String, Object> second) {
        return CopyReport.with(new CopyReport(List.of()), PLAN, "orders", List.of(second, first));
    }

    private static Map<String, Object> loaded(int number) {
        return row(FOLDER + "orders/00000" + number + ".csv.gz", "LOADED", 5, 5, null);
    }

    @Test
    void tellsOfEachObjectInTheOrderOfTheManifest() {
        CopyReport report = orders(loaded(1), row("s3://lake/x/000002.csv.gz", "PARTIALLY_LOADED", 4, 3, "bad"));

        assertThat(report.objects())
                .containsExactly(
                        new CopyReport.LoadedObject(
                                "landing/orders/1",
                                "tag1",
                                "orders",
                                FOLDER + "orders/000001.csv.gz",
                                "LOADED",
                                10,
                                5,
                                5,
                                0,
                                null),
                        new CopyReport.LoadedObject(
                                "landing/orders/2",
                                "tag2",
                                "orders",
                                FOLDER + "orders/000002.csv.gz",
                                "PARTIALLY_LOADED",
                                10,
                                4,
                                3,
                                1,
                                "bad"));
    }

    @Test
    void addsFeedToFeed() {
        CopyReport report = CopyReport.with(
                orders(loaded(1), loaded(2)),
                PLAN,
                "customers",
                List.of(row(FOLDER + "customers/000001.csv.gz", "LOADED", 1, 1, null)));

        assertThat(report.objects()).hasSize(3);
        assertThat(report.incomplete("customers")).isEmpty();
    }

    @Test
    void readsColumnsInUpperCaseToo() {
        Map<String, Object> upper = new HashMap<>();
        row(FOLDER + "customers/000001.csv.gz", "LOADED", 1, 1, null)
                .forEach((column, cell) -> upper.put(column.toUpperCase(java.util.Locale.ROOT), cell));

        assertThat(CopyReport.with(new CopyReport(List.of()), PLAN, "customers", List.of(upper))
                        .objects())
                .hasSize(1);
    }

    @Test
    void refusesAResultWithoutAListedObject() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CopyReport.with(new CopyReport(List.of()), PLAN, "orders", List.of(loaded(2))))
                .withMessageContaining(FOLDER + "orders/000001.csv.gz")
                .withMessageContaining("did not report it");
    }

    @Test
    void refusesTheOneCellThatSaysThatNothingWasLoaded() {
        Map<String, Object> status = Map.of("status", "Copy executed with 0 files processed.");

        assertThatIllegalStateException()
                .isThrownBy(() -> CopyReport.with(new CopyReport(List.of()), PLAN, "orders", List.of(status)))
                .withMessageContaining("did not report it");
        assertThat(CopyReport.with(new CopyReport(List.of()), PLAN, "returns", List.of(status)))
                .isEqualTo(new CopyReport(List.of()));
    }

    @Test
    void refusesTwoRowsForOneObject() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CopyReport.with(
                        new CopyReport(List.of()), PLAN, "orders", List.of(loaded(1), loaded(2), loaded(2))));
    }

    @Test
    void namesAColumnThatIsMissingOrEmpty() {
        Map<String, Object> without = new HashMap<>(loaded(1));
        without.remove("rows_parsed");
        assertThatIllegalStateException()
                .isThrownBy(() -> orders(without, loaded(2)))
                .withMessageContaining("rows_parsed");

        Map<String, Object> empty = new HashMap<>(loaded(1));
        empty.put("rows_parsed", null);
        assertThatIllegalStateException()
                .isThrownBy(() -> orders(empty, loaded(2)))
                .withMessageContaining("rows_parsed");
    }

    @Test
    void findsObjectsWithLinesOutsideRaw() {
        Map<String, Object> fewer = loaded(2);
        fewer.put("rows_parsed", 6L);

        assertThat(orders(loaded(1), loaded(2)).incomplete("orders")).isEmpty();
        assertThat(orders(loaded(1), fewer).incomplete("orders")).isEqualTo("(.*/)?(000002)[.].*");
        assertThat(orders(row("000001.csv.gz", "PARTIALLY_LOADED", 5, 4, "x"), fewer)
                        .incomplete("orders"))
                .isEqualTo("(.*/)?(000001|000002)[.].*");
        assertThat(orders(row("000001.csv.gz", "LOAD_FAILED", 0, 0, "x"), loaded(2))
                        .incomplete("orders"))
                .isEqualTo("(.*/)?(000001)[.].*");
        assertThat(orders(fewer("000001"), fewer).incomplete("customers")).isEmpty();
    }

    private static Map<String, Object> fewer(String number) {
        return row(number + ".csv.gz", "LOADED", 2, 1, null);
    }

    @Test
    void bindsWhatCopySaidAsData() {
        String json = orders(row("000001.csv.gz", "PARTIALLY_LOADED", 5, 4, "a \"quote\"\n'"), loaded(2))
                .json();

        assertThat(json)
                .startsWith(
                        "[{\"landing_key\":\"landing/orders/1\",\"etag\":\"tag1\",\"feed\":\"orders\",\"source_file\":\""
                                + FOLDER + "orders/000001.csv.gz\",\"status\":\"PARTIALLY_LOADED\",\"size_bytes\":10,"
                                + "\"rows_parsed\":5,\"rows_loaded\":4,\"errors_seen\":1,"
                                + "\"first_error\":\"a \\\"quote\\\"\\n'\"")
                .contains("\"first_error\":null");
    }
}
