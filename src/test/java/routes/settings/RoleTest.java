package routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {
    @Test
    void readsAListWithSpacesAndRepetitions() {
        assertThat(Role.parse(" loader,agent , loader,")).containsExactly(Role.AGENT, Role.LOADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "LOADER", "agent loader", "agent;loader"})
    void namesWhatIsNoRole(String list) {
        assertThatThrownBy(() -> Role.parse("agent," + list))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'" + list + "'")
                .hasMessageContaining("agent, gateway, loader");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void needsARole(String list) {
        assertThatThrownBy(() -> Role.parse(list))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("roles is empty");
    }

    @Test
    void isReadByItsKey() {
        for (Role role : Role.values()) {
            assertThat(Role.parse(role.key())).containsExactly(role);
        }
    }
}
