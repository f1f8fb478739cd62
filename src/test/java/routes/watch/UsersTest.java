package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    private final NewUser reads = NewUser.of("reads", "viewer", new SecureRandom());
    private final NewUser steers = NewUser.of("steers", "operator", new SecureRandom());
    private final Users users = Users.parse("# who may\n\n" + reads.line() + "\n" + steers.line() + "\n");

    @Test
    void knowsUsersByNameAndPassword() {
        assertThat(users.visitor(basic("reads", reads.password()))).contains(new Visitor("reads", false));
        assertThat(users.visitor(basic("steers", steers.password()))).contains(new Visitor("steers", true));
    }

    @Test
    void takesTheSchemeInAnyCase() {
        assertThat(users.visitor(basic("reads", reads.password()).replace("Basic", "bAsIc")))
                .isPresent();
    }

    @Test
    void letsTheOldAndTheNewPasswordInWhileBothAreThere() {
        NewUser again = NewUser.of("reads", "viewer", new SecureRandom());
        Users both = Users.parse(reads.line() + "\n" + again.line());

        assertThat(both.visitor(basic("reads", reads.password()))).isPresent();
        assertThat(both.visitor(basic("reads", again.password()))).isPresent();
    }

    @Test
    void letsNobodyInByTheHashOfAPassword() {
        String hash = reads.line().replaceAll(".*= |,.*", "");

        assertThat(hash).hasSize(64);
        assertThat(users.visitor(basic("reads", hash))).isEmpty();
    }

    @Test
    void letsNobodyInByThePasswordOfAnother() {
        assertThat(users.visitor(basic("steers", reads.password()))).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !", "Basic OnNlY3JldA==", "Basic bm8gY29sb24=", "Bearer x"})
    void letsNobodyInWithoutCredentials(String authorization) {
        assertThat(users.visitor(authorization)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.a = secret,viewer",
                "user.a = 0000000000000000000000000000000000000000000000000000000000000000",
                "user.a = 0000000000000000000000000000000000000000000000000000000000000000,admin",
                "user.a b = 0000000000000000000000000000000000000000000000000000000000000000,viewer",
                "user. = 0000000000000000000000000000000000000000000000000000000000000000,viewer",
                "role.viewer = *"
            })
    void namesTheLineThatIsWrongAndRepeatsNothingOfIt(String line) {
        assertThatThrownBy(() -> Users.parse("# users\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: expected user.<name>")
                .hasMessageNotContaining("secret");
    }

    @Test
    void wantsAUser() {
        assertThatThrownBy(() -> Users.parse("# nobody\n")).hasMessageContaining("it holds no user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a:b", "ä"})
    void makesNoUserThatCouldNotLogIn(String name) {
        assertThatThrownBy(() -> NewUser.of(name, "viewer", new SecureRandom()))
                .hasMessageContaining("The name of a user");
    }

    @Test
    void makesNoUserOfAnotherRole() {
        assertThatThrownBy(() -> NewUser.of("reads", "admin", new SecureRandom()))
                .hasMessageContaining("viewer (reads) or operator (steers)");
    }

    @Test
    void tellsNoPassword() {
        assertThat(reads.toString() + User.parse(reads.line())).doesNotContain(reads.password(), "=");
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
