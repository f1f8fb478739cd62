package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static routes.snowflake.LoadPlan.State.ELSEWHERE;
import static routes.snowflake.LoadPlan.State.FAILED;
import static routes.snowflake.LoadPlan.State.LOAD;
import static routes.snowflake.LoadPlan.State.MISSING;
import static routes.snowflake.LoadPlan.State.REPEATED;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import routes.batch.Batches;
import routes.batch.Claimed;
import routes.batch.Manifest;

class LoadPlanTest {
    private static final Manifest.Entry FIRST = object("orders", 1);
    private static final Manifest.Entry SECOND = object("orders", 2);
    private static final Manifest.Entry THIRD = object("customers", 1);

    private static Manifest.Entry object(String feed, int number) {
        return new Manifest.Entry(feed, "landing/" + feed + "/" + number, "tag" + number, 1, "00000" + number + ".csv");
    }

    private static Map<String, Object> known(Manifest.Entry object, String state) {
        return Map.of("LANDING_KEY", object.landingKey(), "ETAG", object.etag(), "STATE", state);
    }

    @Test
    void loadsWhatIsThereAndUnknown() {
        LoadPlan plan = LoadPlan.of(Batches.claimed(FIRST, SECOND, THIRD), List.of());

        assertThat(plan.in(LOAD)).containsExactly(FIRST, SECOND, THIRD);
        assertThat(plan.copied("orders")).containsExactly(FIRST, SECOND);
        assertThat(plan.files("orders")).isEqualTo("'000001.csv', '000002.csv'");
        assertThat(plan.files("returns")).isEmpty();
        assertThat(plan.missing()).isEmpty();
    }

    @Test
    void leavesOutWhatTheLedgerHolds() {
        LoadPlan plan =
                LoadPlan.of(Batches.claimed(FIRST, SECOND), List.of(known(FIRST, "loaded"), known(SECOND, "failed")));

        assertThat(plan.in(REPEATED)).containsExactly(FIRST);
        assertThat(plan.in(FAILED)).containsExactly(SECOND);
        assertThat(plan.count(LOAD)).isZero();
        assertThat(plan.files("orders")).isEmpty();
    }

    @Test
    void trustsTheLedgerWhateverElseIsKnown() {
        Claimed batch = new Claimed(Batches.claimed(FIRST).manifest(), Set.of(), Set.of(), List.of(FIRST));

        assertThat(LoadPlan.of(batch, List.of(known(FIRST, "failed"), known(FIRST, "loaded")))
                        .in(REPEATED))
                .containsExactly(FIRST);
    }

    @Test
    void loadsAKnownKeyWithOtherContent() {
        Map<String, Object> before =
                Map.of("LANDING_KEY", FIRST.landingKey(), "ETAG", "another tag", "STATE", "loaded");

        assertThat(LoadPlan.of(Batches.claimed(FIRST), List.of(before)).in(LOAD))
                .containsExactly(FIRST);
    }

    @Test
    void tellsMovedObjectsFromMissingOnes() {
        Claimed batch = new Claimed(
                Batches.claimed(FIRST, SECOND, THIRD).manifest(), Set.of(THIRD), Set.of(FIRST), List.of(SECOND));

        LoadPlan plan = LoadPlan.of(batch, List.of());

        assertThat(plan.in(ELSEWHERE)).containsExactly(FIRST);
        assertThat(plan.in(MISSING)).containsExactly(SECOND);
        assertThat(plan.in(LOAD)).containsExactly(THIRD);
        assertThat(plan.missing()).isEqualTo("orders/000002.csv (ETag tag2)");
    }

    @Test
    void asksAboutEveryObjectWithHostileKeysAsData() {
        Manifest.Entry hostile = new Manifest.Entry("orders", "landing/orders/\"'\n\\;--", "tag", 1, "000001.csv");

        assertThat(LoadPlan.identities(Batches.claimed(hostile).manifest()))
                .isEqualTo("[{\"landing_key\":\"landing/orders/\\\"'\\n\\\\;--\",\"etag\":\"tag\"}]");
    }
}
