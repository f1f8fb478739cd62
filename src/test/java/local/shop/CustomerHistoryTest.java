package local.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CustomerHistoryTest {

    @Test
    void opensAVersionAtEachChange() {
        CustomerHistory history = CustomerHistory.of(List.of(change("a", 10), change("b", 20)));

        assertThat(history.versions()).containsExactly(version("a", 10, 20), current("b", 20));
    }

    @Test
    void countsAnEventOnceHoweverOftenItComes() {
        CustomerHistory history = CustomerHistory.of(List.of(change("a", 10), change("b", 20), change("a", 10)));

        assertThat(history.versions()).containsExactly(version("a", 10, 20), current("b", 20));
    }

    @Test
    void extendsAVersionThatIsToldAgain() {
        CustomerHistory history =
                CustomerHistory.of(List.of(change("a", 20), change("a", 10), change("b", 30), change("a", 40)));

        assertThat(history.versions()).containsExactly(version("a", 10, 30), version("b", 30, 40), current("a", 40));
    }

    @Test
    void endsAVersionAtADeletionAndOpensNone() {
        CustomerHistory history = CustomerHistory.of(List.of(change("a", 10), deletion("a", 20), deletion("a", 30)));

        assertThat(history.versions()).containsExactly(version("a", 10, 20));
    }

    @Test
    void opensTheSameAgainAfterADeletion() {
        CustomerHistory history = CustomerHistory.of(List.of(deletion("a", 20), change("a", 30), change("a", 10)));

        assertThat(history.versions()).containsExactly(version("a", 10, 20), current("a", 30));
    }

    @Test
    void letsADeletionWinAtItsInstant() {
        CustomerHistory history = CustomerHistory.of(
                List.of(change("a", 10), change("b", 20), deletion("a", 20), change("c", 20), change("d", 30)));

        assertThat(history.versions()).containsExactly(version("a", 10, 20), current("d", 30));
    }

    @Test
    void refusesToDecideBetweenTwoChangesOfOneInstant() {
        assertThatThrownBy(() -> CustomerHistory.of(List.of(change("a", 10), change("b", 10))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the same time");
    }

    @Test
    void tellsTheSameInWhateverOrderEventsCome() {
        List<CustomerEvent> events = new ArrayList<>();
        for (int at = 0; at < 40; at++) {
            events.add(at % 7 == 0 ? deletion("x", at) : change(at % 3 == 0 ? "x" : "y", at));
        }
        List<CustomerVersion> inOrder = CustomerHistory.of(events).versions();
        assertThat(inOrder).hasSizeGreaterThan(10);
        Random random = new Random(3);

        for (int i = 0; i < 100; i++) {
            events.add(events.get(random.nextInt(events.size())));
            Collections.shuffle(events, random);
            assertThat(CustomerHistory.of(events).versions()).isEqualTo(inOrder);
        }
    }

    @Test
    void findsTheVersionOfAnInstant() {
        CustomerHistory history =
                CustomerHistory.of(List.of(change("a", 10), change("b", 20), deletion("b", 30), change("c", 40)));

        assertThat(history.at(time(9))).isEmpty();
        assertThat(history.at(time(10))).contains(version("a", 10, 20));
        assertThat(history.at(time(20))).contains(version("b", 20, 30));
        assertThat(history.at(time(30))).isEmpty();
        assertThat(history.at(time(99))).contains(current("c", 40));
    }

    private static CustomerEvent change(String email, int at) {
        return new CustomerEvent(1, "Ada", email, "GB", false, time(at));
    }

    private static CustomerEvent deletion(String email, int at) {
        return new CustomerEvent(1, "Ada", email, "GB", true, time(at));
    }

    private static CustomerVersion version(String email, int from, int to) {
        return new CustomerVersion("C-000001", "Ada", email, "GB", time(from), Optional.of(time(to)));
    }

    private static CustomerVersion current(String email, int from) {
        return new CustomerVersion("C-000001", "Ada", email, "GB", time(from), Optional.empty());
    }

    private static Instant time(int second) {
        return Instant.ofEpochSecond(1_800_000_000L + second);
    }
}
