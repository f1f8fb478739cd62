package bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void readsWhatTheSystemTells() {
        String stat = "4711 (java) x) S 1 4711 4711 0 -1 4194304 31337 0 12 0 250 50 0 0 20 0 31 0 1000 1 2";
        String status = "Name:\tjava\nVmPeak:\t  999999 kB\nVmHWM:\t  150000 kB\nVmRSS:\t 1 kB\n";
        assertThat(Cost.parse(stat, status)).isEqualTo(new Cost(3, 153.6));
    }
}
