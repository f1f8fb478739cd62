package routes.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import routes.batch.InMemoryBucket;
import routes.batch.PauseNote;
import routes.delivery.Backoff;
import routes.delivery.SetClock;
import routes.failure.Failure;
import routes.failure.Failure.Kind;
import routes.failure.NextTurn;
import routes.operate.ClaimSwitch.Position;
import routes.operate.Claiming.State;
import routes.watch.ClaimCheck;

class ClaimingTest {
    private static final Failure BROKEN = new Failure(Kind.SYSTEMIC, "a grant is missing", List.of());
    private static final Failure AWAY = new Failure(Kind.RETRYABLE, "Snowflake is away", List.of());

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private final SetClock clock = new SetClock();

    /** A loader of its own, with the bucket that all share. */
    private final class Loader {
        final Switch claim = new Switch();
        final Turns turns = new Turns(new SimpleMeterRegistry(), () -> true, clock);
        final NextTurn nextTurn =
                new NextTurn(new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(2), new Random(1)), clock);
        final Claiming claiming = new Claiming(claim, new PauseNote(bucket.store()), turns, nextTurn, clock);

        boolean leads = true;

        HealthCheck.Result ready() {
            ClaimCheck check = new ClaimCheck(claiming, turns, () -> leads);
            check.setCamelContext(new DefaultCamelContext());
            return check.call(Map.of());
        }

        State state() {
            return claiming.status().state();
        }

        void stopsFor(Failure failure) {
            turns.failed(null, failure);
            claim.suspend();
        }
    }

    private static final class Switch implements ClaimSwitch {
        Position position = Position.STARTED;
        Runnable suspending = () -> {};

        @Override
        public Position position() {
            return position;
        }

        @Override
        public void suspend() {
            suspending.run();
            position = Position.SUSPENDED;
        }

        @Override
        public void resume() {
            position = position == Position.SUSPENDED ? Position.STARTED : position;
        }
    }

    @Test
    void followsAPauseThatBeganAndEndedAtAnotherLoader() {
        Loader one = new Loader();
        Loader other = new Loader();
        one.claiming.pause("ada", "tables are moved");

        other.claiming.follow();
        assertThat(other.state()).isEqualTo(State.PAUSED);
        assertThat(other.claim.position).isEqualTo(Position.SUSPENDED);
        assertThat(other.claiming.status().by()).isEqualTo("ada");

        other.claiming.resume();
        one.claiming.follow();
        assertThat(one.state()).isEqualTo(State.CLAIMING);
        assertThat(one.claim.position).isEqualTo(Position.STARTED);
    }

    @Test
    void keepsTheFirstPause() {
        Loader loader = new Loader();
        loader.claiming.pause("ada", "tables are moved");
        clock.advance(Duration.ofHours(1));

        assertThat(loader.claiming.pause("bob", "because").by()).isEqualTo("ada");
    }

    @Test
    void tellsAStopFromAPauseAndEndsNoneWithTheOther() {
        Loader stopped = new Loader();
        Loader other = new Loader();
        stopped.stopsFor(BROKEN);
        stopped.claiming.follow();
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.claiming.status().reason()).isEqualTo("a grant is missing");

        other.claiming.pause("ada", "tables are moved");
        stopped.claiming.follow();
        assertThat(stopped.state()).isEqualTo(State.PAUSED);
        other.claiming.resume();
        stopped.claiming.follow();
        assertThat(stopped.state())
                .as("the failure has not gone with the pause")
                .isEqualTo(State.STOPPED);

        stopped.claiming.resume();
        assertThat(stopped.state()).isEqualTo(State.CLAIMING);
    }

    @Test
    void doesNotGoOnAfterAPauseIfItHasStoppedForAFailureMeanwhile() {
        Loader loader = new Loader();
        Loader other = new Loader();
        loader.claiming.pause("ada", "tables are moved");
        loader.turns.failed(null, BROKEN);

        other.claiming.resume();
        loader.claiming.follow();

        assertThat(loader.state()).isEqualTo(State.STOPPED);
        assertThat(loader.claim.position).isEqualTo(Position.SUSPENDED);
    }

    @Test
    void tellsOfAnOutageUntilTheNextTurnIsDue() {
        Loader loader = new Loader();
        loader.turns.failed(null, AWAY);
        loader.nextTurn.failed();

        assertThat(loader.state()).isEqualTo(State.WAITING);
        assertThat(loader.claiming.status().reason()).isEqualTo("Snowflake is away");
        assertThat(loader.claiming.status().nextTurnAt()).isAfter(clock.instant());

        clock.advance(Duration.ofSeconds(5));
        assertThat(loader.state()).isEqualTo(State.CLAIMING);
    }

    @Test
    void tellsThatSomebodyElseSuspendedTheRouteOrThatItRunsElsewhere() {
        Loader loader = new Loader();
        loader.claim.suspend();
        assertThat(loader.state()).isEqualTo(State.SUSPENDED);

        loader.claim.position = Position.STOPPED;
        assertThat(loader.state()).isEqualTo(State.ELSEWHERE);
        loader.claiming.resume();
        assertThat(loader.claim.position).as("who leads is not decided here").isEqualTo(Position.STOPPED);
    }

    @Test
    void isReadyWhileAPersonHasPausedItAndSaysWhoSinceWhenAndWhy() {
        Loader loader = new Loader();
        assertThat(loader.ready().getState()).isEqualTo(HealthCheck.State.UP);
        loader.claiming.pause("ada", "tables are moved");

        assertThat(loader.ready().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(loader.ready().getMessage())
                .contains("Claiming is paused by ada since 2026-11-20T10:00:00.500Z: tables are moved");
    }

    @Test
    void isNotReadyWhileAFailureHasStoppedItEvenIfItIsPausedAsWell() {
        Loader loader = new Loader();
        loader.stopsFor(BROKEN);
        assertThat(loader.ready().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(loader.ready().getMessage().orElseThrow()).contains("a grant is missing. Correct the cause");
        loader.claiming.pause("ada", "tables are moved");

        assertThat(loader.ready().getState()).isEqualTo(HealthCheck.State.DOWN);
        loader.claiming.resume();
        assertThat(loader.ready().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void isNotReadyWhileTheRouteIsSuspendedOrStoppedUnlessAnotherLoaderLeads() {
        Loader loader = new Loader();
        for (Position position : List.of(Position.SUSPENDED, Position.STOPPED)) {
            loader.claim.position = position;
            assertThat(loader.ready().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(loader.ready().getMessage().orElseThrow()).contains("suspended or stopped");
        }
        loader.leads = false;
        assertThat(loader.ready().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void saysHowItStandsWhileAPauseIsBegun() {
        Loader loader = new Loader();
        List<State> seen = new ArrayList<>();
        loader.claim.suspending = () -> seen.add(CompletableFuture.supplyAsync(loader::state)
                .orTimeout(10, TimeUnit.SECONDS)
                .join());

        loader.claiming.pause("ada", "tables are moved");

        assertThat(seen).containsExactly(State.PAUSED);
    }

    @Test
    void takesANoteThatCannotBeReadForAPause() {
        bucket.put("processed/_pause.json", "stop!");
        Loader loader = new Loader();

        loader.claiming.follow();

        assertThat(loader.state()).isEqualTo(State.PAUSED);
        assertThat(loader.claiming.status().reason()).contains("processed/_pause.json is not the JSON of a pause");
    }
}
