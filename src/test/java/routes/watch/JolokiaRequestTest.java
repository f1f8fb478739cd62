package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JolokiaRequestTest {
    private static final String TOLD = "<endpointUri>seda://turn?size=1&wait=Never&amp;x&#10;&#xA;&lt;</endpointUri>";

    @ParameterizedTest
    @ValueSource(strings = {"dumpAllTracedMessagesAsXml()", "dumpTracedMessagesAsXml(java.lang.String)"})
    void mendsTheXmlOfTracedMessages(String operation) {
        assertThat(calling(operation).mend(TOLD))
                .isEqualTo("<endpointUri>seda://turn?size=1&amp;wait=Never&amp;x&#10;&#xA;&lt;</endpointUri>");
    }

    @Test
    void leavesOtherAnswersAsTheyAre() {
        assertThat(calling("dumpRoutesAsXml()").mend(TOLD)).isEqualTo(TOLD);
    }

    private static JolokiaRequest calling(String operation) {
        return new JolokiaRequest(
                new ObjectMapper().createObjectNode().put("type", "exec").put("operation", operation));
    }
}
