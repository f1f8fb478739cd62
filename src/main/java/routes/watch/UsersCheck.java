package routes.watch;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import routes.settings.OwnedFile;

/** Readiness: UP in any case, since former users may go on, with why the file of users is of no use while it is not. */
final class UsersCheck extends AbstractHealthCheck {
    private final OwnedFile<Users> users;

    UsersCheck(OwnedFile<Users> users) {
        super("snowline", "users-file");
        this.users = users;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        users.complaint().ifPresent(builder::message);
    }
}
