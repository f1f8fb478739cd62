package bench.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import routes.snowflake.Scripts;

class StepsTest {
    @Test
    void namesTheParts() {
        assertThat(Steps.of("load/copy_orders")).isEqualTo("copy");
        assertThat(Steps.of("transform/stage_orders")).isEqualTo("stage");
        assertThat(Steps.of("transform/count_quality")).isEqualTo("judge");
        assertThat(Steps.of("transform/count_rows")).isEqualTo("count");
        assertThat(Steps.of("transform/insert_superseded_orders")).isEqualTo("model");
        assertThat(Steps.of("transform/truncate_stage")).isEqualTo("truncate");
        assertThat(Steps.of("fence/take_fence")).isEqualTo("bookkeeping");
        assertThat(Steps.of("-")).isEqualTo("bookkeeping");
    }

    @Test
    void knowsEveryScriptOfABatch() {
        Scripts scripts = Scripts.read("classpath:sql");
        assertThat(scripts.in("transform")).allMatch(script -> Steps.NAMES.contains(Steps.of(script)));
        assertThat(scripts.in("load")).allMatch(script -> Steps.NAMES.contains(Steps.of(script)));
    }
}
