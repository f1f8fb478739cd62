package routes.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    @Test
    void leavesACheckBehindThatDoesNotComeBackAndGoesOn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Check hung = check("hung", false, () -> {
            never.await();
            return List.of();
        });

        List<Finding> found = examine(List.of(List.of(hung, fine("after")), List.of(fine("beside"))));

        assertThat(found).extracting(Finding::check).containsExactly("hung", "after", "beside");
        assertThat(found.get(0).isFailed()).isTrue();
        assertThat(found.get(0).found()).startsWith("no answer within");
        assertThat(found.subList(1, 3)).noneMatch(Finding::isFailed);
    }

    @Test
    void stopsALineAtAGateThatHasFailed() throws Exception {
        Check gate = check("gate", true, () -> List.of(Finding.failed("gate", "shut", "open it")));
        Check door = check("door", false, () -> List.of(Finding.failed("door", "shut", "open it")));

        assertThat(examine(List.of(List.of(gate, fine("behind")), List.of(door, fine("through")))))
                .extracting(Finding::check)
                .containsExactly("gate", "door", "through");
    }

    @Test
    void tellsOfACheckThatCannotLook() throws Exception {
        Check broken = check("broken", false, () -> {
            throw new java.io.IOException("no such\u001b[31m device");
        });

        assertThat(examine(List.of(List.of(broken))))
                .singleElement()
                .satisfies(found -> assertThat(found.isFailed()).isTrue())
                .satisfies(found ->
                        assertThat(found.found()).isEqualTo("could not be looked at: no such\\u001b[31m device"));
    }

    private static List<Finding> examine(List<List<Check>> lines) throws InterruptedException {
        return new Doctor(lines, DEADLINE).examine();
    }

    private static Check fine(String name) {
        return check(name, false, () -> List.of(Finding.ok(name, "fine")));
    }

    private static Check check(String name, boolean isGate, Callable<List<Finding>> look) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Finding> look() throws Exception {
                return look.call();
            }

            @Override
            public boolean isGate() {
                return isGate;
            }
        };
    }
}
