package routes.watch;

import org.apache.camel.health.HealthCheckResultBuilder;
import routes.settings.OwnedFile;

/** Readiness: UP in any case, since former users may go on, with why the file of users is of no use while it is not. */
final class UsersCheck extends ReadinessCheck {
    private final OwnedFile<Users> users;

    UsersCheck(OwnedFile<Users> users) {
        super("users-file");
        this.users = users;
    }

    @Override
    void look(HealthCheckResultBuilder answer) {
        users.complaint().ifPresent(answer::message);
    }
}
