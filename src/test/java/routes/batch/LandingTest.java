package routes.batch;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

class LandingTest {
    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private Landing landing() {
        return new Landing(bucket.store(), List.of("orders", "customers"), Batches.SETTINGS, Clock.systemUTC());
    }

    @Test
    void showsWhatWaitsByFeed() {
        StoredObject one = bucket.put("landing/orders/2026/1.gz", "a");
        StoredObject two = bucket.put("landing/customers/2", "bc");
        bucket.put("landing/ordersandmore/3", "d");

        Waiting waiting = landing().waiting();

        assertThat(waiting.feeds()).containsOnlyKeys("customers", "orders");
        assertThat(waiting.feeds().get("orders")).containsExactly(one);
        assertThat(waiting.feeds().get("customers")).containsExactly(two);
        assertThat(waiting.bytes()).isEqualTo(3);
        assertThat(waiting.objects()).isEqualTo(2);
    }

    @Test
    void takesNoNoticeOfFolderMarkers() {
        bucket.put("landing/orders/marker/", "");
        bucket.put("landing/other/", "");

        assertThat(landing().waiting().objects()).isZero();
        assertThat(landing().strays()).isEmpty();
    }

    @Test
    void seesWhatLiesBehindAPageOfFolderMarkers() {
        IntStream.range(0, ObjectStore.MAX_KEYS).parallel().forEach(i -> bucket.store()
                .put("landing/orders/" + (10_000 + i) + "/", RequestBody.empty(), "text/plain"));
        StoredObject behind = bucket.put("landing/orders/z", "a");

        assertThat(landing().waiting().feeds().get("orders")).containsExactly(behind);
    }

    @Test
    void findsWhatNoFeedClaims() {
        bucket.put("landing/orders/1", "a");
        StoredObject undeclared = bucket.put("landing/Orders/x/1", "a");
        StoredObject hostile = bucket.put("landing/it's a\ttrap; --/1", "a");
        StoredObject loose = bucket.put("landing/loose.csv", "a");

        assertThat(landing().strays())
                .containsExactlyInAnyOrder(
                        new StrayObject("Orders", undeclared),
                        new StrayObject("it's a\ttrap; --", hostile),
                        new StrayObject("", loose));
    }

    @ParameterizedTest
    @ValueSource(ints = {-26, -1, 0, 1, 26})
    void countsTheAgeOfObjectsByTheClockThatDatesThem(int hours) {
        Clock ours = Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
        List<Instant> due = new ArrayList<>();
        Landing landing = new Landing(bucket.store(), List.of("orders"), Batches.SETTINGS, ours, due::add);
        bucket.put("landing/orders/1", "a");

        Instant before = ours.instant();
        assertThat(landing.isDue()).isFalse();

        Duration linger = Batches.SETTINGS.linger();
        assertThat(due)
                .singleElement(as(InstanceOfAssertFactories.INSTANT))
                .isBetween(
                        before.plus(linger).minusSeconds(10),
                        before.plus(linger).plusSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {-26, -1, 0, 1, 26})
    void isDueInTimeWhateverItsOwnClockSays(int hours) {
        Clock ours = Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
        bucket.put("landing/orders/1", "a");

        assertThat(new Landing(bucket.store(), List.of("orders"), Batches.AT_ONCE, ours).isDue())
                .isTrue();
    }

    @Test
    void isDueWhileABatchIsUnfinished() {
        assertThat(landing().isDue()).isFalse();

        bucket.put(Zones.manifest(Batches.ID), "{}");

        assertThat(landing().isDue()).isTrue();
    }
}
